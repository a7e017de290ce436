package io.citybrain.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citybrain.http.view.CityView;
import io.citybrain.http.view.Documents;
import io.citybrain.http.view.Whereabouts;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What does not change: the map, places, grids; and the crews that the grids name. */
final class MapRoom implements Room {
    private static final String GEO_JSON = "application/geo+json; charset=utf-8";
    private static final String NOTHING = "{\"type\":\"FeatureCollection\",\"features\":[]}";

    private final CityView view;
    private final Answers.Still map;
    private final Answers.Still places;
    private final Answers.Still grids;
    private final Map<String, JsonNode> crewNames = new LinkedHashMap<>();

    MapRoom(CityView view, DoorSettings.CityFiles files) throws IOException {
        this.view = view;
        byte[] drawn = files.network() == null || files.roads() == null
                ? RoadMap.empty()
                : RoadMap.read(
                        files.network(),
                        new Whereabouts(files.roads()),
                        files.roads().projection().isOnEarth());
        map = new Answers.Still(Answers.JSON, drawn);
        places = still(files.places());
        grids = still(files.grids());
        if (files.grids() != null) {
            readCrews(files.grids());
        }
    }

    private static Answers.Still still(Path file) throws IOException {
        if (file == null) {
            return Answers.Still.ofText(GEO_JSON, NOTHING);
        }
        byte[] bytes = Files.readAllBytes(file);
        try {
            if (Documents.MAPPER.readTree(bytes).path("features").isArray()) {
                return new Answers.Still(GEO_JSON, bytes);
            }
        } catch (IOException e) {
            throw new IOException(file + " is no GeoJSON: " + e.getMessage(), e);
        }
        throw new IOException(file + " is no GeoJSON: it has no list of features");
    }

    private void readCrews(Path file) throws IOException {
        for (JsonNode grid : Documents.MAPPER.readTree(Files.readAllBytes(file)).path("features")) {
            JsonNode crew = grid.path("properties").path("crew");
            if (crew.hasNonNull("id")) {
                crewNames.putIfAbsent(crew.path("id").asText(), crew.path("name"));
            }
        }
    }

    @Override
    public void openAll(Doors doors) {
        doors.open(Endpoint.SEE_MAP, map::answer);
        doors.open(Endpoint.SEE_PLACES, places::answer);
        doors.open(Endpoint.SEE_GRIDS, grids::answer);
        doors.open(Endpoint.SEE_CREWS, this::crews);
        doors.open(Endpoint.SEE_AMBULANCES, context -> Answers.json(context, view.ambulances()));
    }

    private void crews(Context context) throws IOException {
        JsonNode crews = Documents.MAPPER.readTree(view.crews(crewNames.keySet()));
        for (JsonNode crew : crews.path("items")) {
            JsonNode name = crewNames.get(crew.path("crew").asText());
            if (name != null && name.isObject()) {
                ((ObjectNode) crew).set("name", name);
            }
        }
        Answers.json(context, crews);
    }
}
