package io.citybrain.sim.traffic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.citybrain.city.roads.Projection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a dispatcher's map shows beside the roads, as GeoJSON (RFC 7946): hospitals and ambulance stations as points with
 * the road edge where one drives off, streets as lines, the canal as an area. Each has {@code kind}, {@code id} and
 * {@code name} in both languages.
 */
final class PlacesJson {
    private final DistrictPlan plan;
    private final JsonGenerator json;

    private PlacesJson(DistrictPlan plan, JsonGenerator json) {
        this.plan = plan;
        this.json = json;
    }

    static void write(DistrictPlan plan, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            new PlacesJson(plan, json).writeAll();
        }
    }

    private void writeAll() throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "FeatureCollection");
        json.writeArrayFieldStart("features");
        for (DistrictPlan.House house : DistrictPlan.HOUSES) {
            writeHouse(house);
        }
        for (int row = 0; row < DistrictPlan.ROWS; row++) {
            List<Projection.Point> line = new ArrayList<>();
            for (int column = 0; column < DistrictPlan.COLUMNS; column++) {
                line.add(plan.junction(column, row));
            }
            writeStreet("street-row-" + row, DistrictPlan.ROW_STREETS.get(row), line);
        }
        for (int column = 0; column < DistrictPlan.COLUMNS; column++) {
            List<Projection.Point> line = new ArrayList<>();
            for (int row = 0; row < DistrictPlan.ROWS; row++) {
                line.add(plan.junction(column, row));
            }
            writeStreet("street-column-" + column, DistrictPlan.COLUMN_STREETS.get(column), line);
        }
        writeCanal();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeHouse(DistrictPlan.House house) throws IOException {
        begin("Point");
        write(plan.kerb(house.edge(), house.metres()));
        json.writeEndObject();
        properties(house.kind(), house.id(), house.name());
        json.writeStringField("edge", house.edge());
        json.writeNumberField("positionMetres", house.metres());
        end();
    }

    private void writeStreet(String id, DistrictPlan.Name name, List<Projection.Point> line) throws IOException {
        begin("LineString");
        writeLine(line);
        json.writeEndObject();
        properties("street", id, name);
        end();
    }

    private void writeCanal() throws IOException {
        begin("Polygon");
        json.writeStartArray();
        writeLine(DistrictPlan.canalBanks());
        json.writeEndArray();
        json.writeEndObject();
        properties("water", "canal", DistrictPlan.CANAL_NAME);
        end();
    }

    private void begin(String geometry) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        json.writeObjectFieldStart("geometry");
        json.writeStringField("type", geometry);
        json.writeFieldName("coordinates");
    }

    private void properties(String kind, String id, DistrictPlan.Name name) throws IOException {
        json.writeObjectFieldStart("properties");
        json.writeStringField("kind", kind);
        json.writeStringField("id", id);
        json.writeObjectFieldStart("name");
        json.writeStringField("zh", name.zh());
        json.writeStringField("en", name.en());
        json.writeEndObject();
    }

    private void end() throws IOException {
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeLine(List<Projection.Point> line) throws IOException {
        json.writeStartArray();
        for (Projection.Point point : line) {
            write(point);
        }
        json.writeEndArray();
    }

    private void write(Projection.Point metres) throws IOException {
        Projection.Point degrees = plan.projection().toEarth(metres.x(), metres.y());
        json.writeStartArray();
        json.writeNumber(rounded(degrees.x()));
        json.writeNumber(rounded(degrees.y()));
        json.writeEndArray();
    }

    private static double rounded(double degrees) {
        return Math.rint(degrees * 1e6) / 1e6;
    }
}
