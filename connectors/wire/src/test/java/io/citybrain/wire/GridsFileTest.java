package io.citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.incident.Grid;
import io.citybrain.city.sensing.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GridsFileTest {
    private static final String CREW = "\"crew\": {\"id\": \"crew-1\", \"name\": {\"zh\": \"一队\", \"en\": \"Crew 1\"}}";
    private static final String LEVELS =
            "\"levels\": [{\"id\": \"city\", \"name\": {\"zh\": \"市级\", \"en\": \"City\"}}]";

    @TempDir
    private Path folder;

    private GridsFile.Result read(String text) throws IOException {
        return GridsFile.read(Files.writeString(folder.resolve("grids.geojson"), text));
    }

    private static String grid(String id, String crew, String levels, String coordinates) {
        return "{\"type\": \"Feature\", \"properties\": {\"grid\": \"" + id
                + "\", \"name\": {\"zh\": \"网格\", \"en\": \"Grid\"}, \"district\": \"north\", " + crew + ", " + levels
                + "},\n \"geometry\": {\"type\": \"Polygon\", \"coordinates\": [" + coordinates + "]}}";
    }

    private static String collection(String... grids) {
        return "{\"type\": \"FeatureCollection\", \"features\": [\n" + String.join(",\n", grids) + "]}";
    }

    @Test
    void aGridHasAShapeACrewAndThoseAboveIt() throws IOException {
        GridsFile.Result result =
                read(collection(grid("g-1", CREW, LEVELS, "[[120,30],[121,30],[121,31],[120,31],[120,30]]")));

        assertThat(result.errors()).isEmpty();
        Grid grid = result.grids().find(new Place(120.5, 30.5, null));
        assertThat(grid.id()).isEqualTo("g-1");
        assertThat(grid.district()).isEqualTo("north");
        assertThat(grid.crew().nameEn()).isEqualTo("Crew 1");
        assertThat(grid.levels()).extracting(level -> level.id()).containsExactly("g-1", "city");
        assertThat(result.grids().find(new Place(121.5, 30.5, null))).isNull();
    }

    @Test
    void aHoleIsOutside() throws IOException {
        GridsFile.Result result = read(collection(grid(
                "g-1",
                CREW,
                LEVELS,
                "[[120,30],[123,30],[123,33],[120,33],[120,30]],[[121,31],[122,31],[122,32],[121,32],[121,31]]")));

        assertThat(result.grids().find(new Place(121.5, 31.5, null))).isNull();
        assertThat(result.grids().find(new Place(120.5, 30.5, null))).isNotNull();
    }

    @Test
    void allMistakesAreToldAtOnceWithTheirLines() throws IOException {
        GridsFile.Result result = read(
                collection(
                        grid("g-1", CREW, LEVELS, "[[120,30],[121,30],[120,30]]"),
                        grid(
                                "g-1",
                                CREW.replace("Crew 1", "Crew 2"),
                                LEVELS.replace("\"city\"", "\"town\""),
                                "[[120,30],[121,30],[121,31],[120,30]]"),
                        "{\"type\": \"Feature\", \"properties\": {\"grid\": \"g-2\"}, \"geometry\": {\"type\": \"Point\", \"coordinates\": []}}"));

        assertThat(result.grids()).isNull();
        assertThat(String.join("\n", result.errors()))
                .contains("grids.geojson:3:50 features[0].geometry.coordinates have a ring that is none")
                .contains("features[1].properties.grid \"g-1\" is already at line 2")
                .contains("features[1].properties.levels end with town, others with city")
                .contains("features[1].properties.crew.name is not the one that crew crew-1 has in another grid")
                .contains("features[2].properties.district is missing")
                .contains("features[2].properties.crew is missing")
                .contains("features[2].geometry.type is \"Point\"");
    }

    @Test
    void whatIsNoGeoJsonSaysWhere() throws IOException {
        assertThat(read("{\"type\": ").errors())
                .singleElement()
                .asString()
                .contains("it ends before the object is closed");
        assertThat(GridsFile.read(folder.resolve("none")).errors())
                .singleElement()
                .asString()
                .contains("does not exist");
    }
}
