package io.citybrain.http.view;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citybrain.wire.Instants;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The incidents as the job publishes them. Each revision goes into a patch. At most {@link #MOST} open ones and the last
 * {@link #MOST_ENDED} that ended.
 */
final class IncidentBoard implements Board {
    static final int MOST = 100_000;
    static final int MOST_ENDED = 1_000;
    private static final Set<String> ENDS = Set.of("closed", "rejected");
    private static final Set<String> BEFORE_ARRIVAL = Set.of("registered", "dispatched", "accepted", "on-the-way");

    private final Map<String, ObjectNode> open = new LinkedHashMap<>();
    private final Map<String, ObjectNode> ended = new LinkedHashMap<>();
    private final List<String> changes = new ArrayList<>();

    @Override
    public Part part() {
        return Part.INCIDENTS;
    }

    /** False if it is no incident of that id. */
    boolean hear(String id, ObjectNode incident) {
        if (!id.equals(incident.path("incidentId").asText())) {
            return false;
        }
        ObjectNode before = find(id);
        if (before != null
                && before.path("revision").asLong() >= incident.path("revision").asLong()) {
            return true;
        }
        if (before == null && open.size() >= MOST) {
            return true;
        }
        boolean isOver = ENDS.contains(incident.path("state").asText());
        if (isOver) {
            end(id, incident);
        } else {
            ended.remove(id);
            open.put(id, incident);
        }
        changes.add(Documents.text(incident));
        return true;
    }

    private void end(String id, ObjectNode incident) {
        open.remove(id);
        ended.put(id, incident);
        if (ended.size() > MOST_ENDED) {
            ended.remove(ended.keySet().iterator().next());
        }
    }

    /** The broker holds it no longer: it is over, whatever was heard last. */
    void forget(String id) {
        ObjectNode incident = open.get(id);
        if (incident != null) {
            ObjectNode over = incident.deepCopy().put("state", "closed");
            end(id, over);
            changes.add(Documents.text(over));
        }
    }

    /** The incident, or null. */
    ObjectNode find(String id) {
        ObjectNode incident = open.get(id);
        return incident == null ? ended.get(id) : incident;
    }

    Iterable<ObjectNode> open() {
        return open.values();
    }

    Iterable<ObjectNode> ended() {
        return ended.values();
    }

    int countOpen() {
        return open.size();
    }

    int countOverdue(long cityMillis) {
        int count = 0;
        for (ObjectNode incident : open.values()) {
            count += isOverdue(incident, cityMillis) ? 1 : 0;
        }
        return count;
    }

    /** A limit that is met is no longer among the deadlines that count: heard of, there, mended. */
    private static boolean isOverdue(ObjectNode incident, long cityMillis) {
        String state = incident.path("state").asText();
        boolean isUnderWay = BEFORE_ARRIVAL.contains(state);
        return (!incident.path("acknowledged").asBoolean() && isPast(incident, "acknowledgeBy", cityMillis))
                || (isUnderWay && isPast(incident, "arriveBy", cityMillis))
                || ((isUnderWay || state.equals("on-site")) && isPast(incident, "resolveBy", cityMillis));
    }

    private static boolean isPast(ObjectNode incident, String deadline, long cityMillis) {
        long by = Instants.parse(incident.path("deadlines").path(deadline).asText());
        return by != Instants.NOT_A_TIME && by < cityMillis;
    }

    /** Ids that are open here and not among these. */
    List<String> missing(Set<String> ids) {
        return open.keySet().stream().filter(id -> !ids.contains(id)).toList();
    }

    @Override
    public boolean hasChanges() {
        return !changes.isEmpty();
    }

    @Override
    public void writeAll(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(Part.INCIDENTS.word());
        for (ObjectNode incident : open.values()) {
            json.writeRawValue(Documents.text(incident));
        }
        json.writeEndArray();
    }

    @Override
    public void writeChanges(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(Part.INCIDENTS.word());
        for (String incident : changes) {
            json.writeRawValue(incident);
        }
        json.writeEndArray();
        changes.clear();
    }
}
