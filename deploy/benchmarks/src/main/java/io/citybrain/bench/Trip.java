package io.citybrain.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An ambulance's trip.
 *
 * @param route edges, the free-flow route; its first and last edge are origin and destination
 * @param requestSeconds in the simulation's time
 */
record Trip(List<String> route, double requestSeconds) {
    /** Reads a list of {@code {"route": [edge…], "t0": seconds}}. */
    static List<Trip> read(Path file) {
        List<Trip> trips = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.START_OBJECT) {
                    trips.add(readOne(json, file));
                }
            }
        } catch (IOException e) {
            throw new CannotMeasure("The trips in " + file + " can't be read: " + e.getMessage());
        }
        if (trips.isEmpty()) {
            throw new CannotMeasure("There is no trip in " + file + ".");
        }
        return trips;
    }

    private static Trip readOne(JsonParser json, Path file) throws IOException {
        List<String> route = new ArrayList<>();
        double requestSeconds = -1;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("t0")) {
                requestSeconds = json.getDoubleValue();
            } else if (name.equals("route")) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    route.add(json.getText());
                }
            } else {
                json.skipChildren();
            }
        }
        if (route.size() < 2 || requestSeconds < 0) {
            throw new CannotMeasure("A trip in " + file + " lacks \"t0\" or a \"route\" of two edges or more.");
        }
        return new Trip(List.copyOf(route), requestSeconds);
    }
}
