package io.citybrain.http.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.wire.Instants;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Where the ambulances are. At most {@link #MOST}. */
final class AmbulanceBoard implements Board {
    static final int MOST = 10_000;

    private final Whereabouts whereabouts;
    private final MissionBoard missions;
    private final Map<String, Reading> newest = new LinkedHashMap<>();
    private final Map<String, double[]> places = new LinkedHashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();

    AmbulanceBoard(Whereabouts whereabouts, MissionBoard missions) {
        this.whereabouts = whereabouts;
        this.missions = missions;
    }

    @Override
    public Part part() {
        return Part.AMBULANCES;
    }

    void hear(Reading reading) {
        Reading before = newest.get(reading.sensor());
        if (before == null ? newest.size() >= MOST : reading.observedAtMillis() < before.observedAtMillis()) {
            return;
        }
        newest.put(reading.sensor(), reading);
        double[] place = whereabouts.find(reading);
        if (place != null) {
            places.put(reading.sensor(), place);
        }
        changed.add(reading.sensor());
    }

    @Override
    public boolean hasChanges() {
        return !changed.isEmpty();
    }

    @Override
    public void writeAll(JsonGenerator json) throws IOException {
        json.writeFieldName(Part.AMBULANCES.word());
        writeItems(newest.keySet(), json);
    }

    @Override
    public void writeChanges(JsonGenerator json) throws IOException {
        json.writeFieldName(Part.AMBULANCES.word());
        writeItems(changed, json);
        changed.clear();
    }

    void writeItems(JsonGenerator json) throws IOException {
        writeItems(newest.keySet(), json);
    }

    private void writeItems(Collection<String> ids, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (String id : ids) {
            Reading reading = newest.get(id);
            double[] place = places.get(id);
            json.writeStartObject();
            json.writeStringField("id", id);
            if (place != null) {
                json.writeFieldName("lon");
                Degrees.write(json, place[0]);
                json.writeFieldName("lat");
                Degrees.write(json, place[1]);
            }
            writeNumber("speed", reading.number(Quantity.SPEED_METRES_PER_SECOND), json);
            writeNumber("heading", reading.number(Quantity.HEADING_DEGREES), json);
            if (reading.text(Quantity.EDGE) != null) {
                json.writeStringField("edge", reading.text(Quantity.EDGE));
                writeNumber("positionMetres", reading.number(Quantity.POSITION_METRES), json);
            }
            String mission = missions.findActiveOf(id);
            if (mission != null) {
                json.writeStringField("mission", mission);
            }
            json.writeStringField("at", Instants.format(reading.observedAtMillis()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeNumber(String name, double value, JsonGenerator json) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, Math.round(value * 100) / 100.0);
        }
    }

    /** The newest reading, or null. */
    Reading find(String ambulance) {
        return newest.get(ambulance);
    }

    /** Its place on the map, or null. */
    double[] findPlace(String ambulance) {
        return places.get(ambulance);
    }
}
