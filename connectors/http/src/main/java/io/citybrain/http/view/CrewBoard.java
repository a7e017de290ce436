package io.citybrain.http.view;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citybrain.wire.Instants;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the crews are, and their work orders. At most {@link #MOST} crews, {@link #MOST_ORDERS} orders a crew. */
final class CrewBoard implements Board {
    static final int MOST = 10_000;
    static final int MOST_ORDERS = 1_000;

    private final Map<String, Position> positions = new LinkedHashMap<>();
    private final Map<String, Map<String, ObjectNode>> orders = new LinkedHashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();

    private record Position(double longitude, double latitude, String at) {}

    @Override
    public Part part() {
        return Part.CREWS;
    }

    /** A position: {@code {"longitude","latitude","at"}} by the contract. */
    void position(String crew, ObjectNode position, long cityMillis) {
        double longitude = position.path("longitude").asDouble(Double.NaN);
        double latitude = position.path("latitude").asDouble(Double.NaN);
        String at = position.path("at").asText(position.path("observedAt").asText(""));
        boolean isKnown = positions.containsKey(crew) || positions.size() < MOST;
        if (isKnown && !Double.isNaN(longitude) && !Double.isNaN(latitude)) {
            positions.put(crew, new Position(longitude, latitude, at.isEmpty() ? Instants.format(cityMillis) : at));
            changed.add(crew);
        }
    }

    void order(String crew, String incident, ObjectNode order) {
        Map<String, ObjectNode> own = orders.get(crew);
        if (own == null) {
            if (orders.size() >= MOST) {
                return;
            }
            own = new LinkedHashMap<>();
            orders.put(crew, own);
        }
        ObjectNode before = own.get(incident);
        boolean isOlder = before != null
                && before.path("revision").asLong() > order.path("revision").asLong();
        if (!isOlder && (before != null || own.size() < MOST_ORDERS)) {
            own.put(incident, order);
        }
    }

    void forgetOrder(String crew, String incident) {
        Map<String, ObjectNode> own = orders.get(crew);
        if (own != null) {
            own.remove(incident);
        }
    }

    Collection<ObjectNode> ordersOf(String crew) {
        return orders.getOrDefault(crew, Map.of()).values();
    }

    boolean hasOrder(String crew, String incident) {
        return orders.getOrDefault(crew, Map.of()).containsKey(incident);
    }

    /** Everybody who has been heard of. */
    Set<String> crews() {
        Set<String> crews = new LinkedHashSet<>(orders.keySet());
        crews.addAll(positions.keySet());
        return crews;
    }

    int countOrders(String crew) {
        return ordersOf(crew).size();
    }

    @Override
    public void sweep(Set<String> topics) {
        orders.forEach((crew, own) -> List.copyOf(own.keySet()).stream()
                .filter(incident -> !topics.contains(CityTopic.workOrder(crew, incident)))
                .forEach(own::remove));
    }

    @Override
    public boolean hasChanges() {
        return !changed.isEmpty();
    }

    @Override
    public void writeAll(JsonGenerator json) throws IOException {
        write(positions.keySet(), json);
    }

    @Override
    public void writeChanges(JsonGenerator json) throws IOException {
        write(changed, json);
        changed.clear();
    }

    private void write(Collection<String> crews, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(Part.CREWS.word());
        for (String crew : crews) {
            json.writeStartObject();
            json.writeStringField("crew", crew);
            writePosition(crew, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    void writePosition(String crew, JsonGenerator json) throws IOException {
        Position position = positions.get(crew);
        if (position != null) {
            json.writeFieldName("lon");
            Degrees.write(json, position.longitude());
            json.writeFieldName("lat");
            Degrees.write(json, position.latitude());
            json.writeStringField("at", position.at());
        }
    }
}
