package io.citybrain.http.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the traffic flows, one digit an edge: 0 free to 9 standing. At most {@link #MOST} edges, in order of first news. */
final class FlowBoard implements Board {
    static final int MOST = 200_000;
    private static final int WORST = 9;

    private final RoadNetwork roads;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<String> edges = new ArrayList<>();
    private final List<Reading> newest = new ArrayList<>();
    private final StringBuilder levels = new StringBuilder();
    private final BitSet changed = new BitSet();
    private int told;

    /** @param roads with the speed limits, or null */
    FlowBoard(RoadNetwork roads) {
        this.roads = roads;
    }

    @Override
    public Part part() {
        return Part.FLOW;
    }

    void hear(Reading reading) {
        String edge = reading.text(Quantity.EDGE) == null ? reading.sensor() : reading.text(Quantity.EDGE);
        char level = level(edge, reading);
        Integer index = indexes.get(edge);
        if (index == null) {
            if (edges.size() < MOST) {
                indexes.put(edge, edges.size());
                edges.add(edge);
                newest.add(reading);
                levels.append(level);
            }
            return;
        }
        newest.set(index, reading);
        if (levels.charAt(index) != level) {
            levels.setCharAt(index, level);
            changed.set(index);
        }
    }

    void forEach(CityView.Flows visitor) {
        for (int i = 0; i < edges.size(); i++) {
            Reading reading = newest.get(i);
            visitor.take(
                    edges.get(i),
                    reading.observedAtMillis(),
                    reading.number(Quantity.QUEUED_VEHICLES),
                    reading.number(Quantity.MEAN_SPEED_METRES_PER_SECOND));
        }
    }

    private char level(String edge, Reading reading) {
        double vehicles = reading.number(Quantity.VEHICLES);
        double queued = reading.number(Quantity.QUEUED_VEHICLES);
        double speed = reading.number(Quantity.MEAN_SPEED_METRES_PER_SECOND);
        if (vehicles == 0) {
            return '0';
        }
        int known = roads == null ? -1 : roads.edges().find(edge);
        double share = known >= 0 && !Double.isNaN(speed)
                ? 1 - speed / roads.edges().speedMetresPerSecond(known)
                : queued / vehicles;
        if (Double.isNaN(share)) {
            return '-';
        }
        return (char) ('0' + Math.round(WORST * Math.max(0, Math.min(1, share))));
    }

    @Override
    public boolean hasChanges() {
        return !changed.isEmpty() || told < edges.size();
    }

    @Override
    public void writeAll(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(Part.FLOW.word());
        writeEdges("edges", 0, json);
        json.writeStringField("level", levels.toString());
        json.writeEndObject();
    }

    /** New edges follow the known ones: {@code "added"} their ids, {@code "level"} theirs. */
    @Override
    public void writeChanges(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(Part.FLOW.word());
        if (told < edges.size()) {
            writeEdges("added", told, json);
            json.writeStringField("level", levels.substring(told));
            changed.clear(told, edges.size());
            told = edges.size();
        }
        Columns.write(json, changed, levels);
        json.writeEndObject();
        changed.clear();
    }

    private void writeEdges(String name, int from, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (int i = from; i < edges.size(); i++) {
            json.writeString(edges.get(i));
        }
        json.writeEndArray();
    }
}
