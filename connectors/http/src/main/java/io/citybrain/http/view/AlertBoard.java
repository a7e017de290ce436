package io.citybrain.http.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.Severity;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The open alerts. Each revision goes into a patch, none is coalesced. At most {@link #MOST} are kept open, the first
 * ones; the retained topics hold all.
 */
final class AlertBoard implements Board {
    static final int MOST = 200_000;
    /** A flood is counted over so long (EEMUA 191). */
    private static final long FLOOD_MILLIS = 600_000;

    private final Map<String, Alert> byTopic = new LinkedHashMap<>();
    private final Map<String, List<Alert>> bySensor = new HashMap<>();
    private final List<Alert> changes = new ArrayList<>();
    private final ArrayDeque<Long> raisedAt = new ArrayDeque<>();

    @Override
    public Part part() {
        return Part.ALERTS;
    }

    /** An alert came; false if it says nothing new. */
    boolean hear(Alert alert) {
        String topic = Topics.alert(alert.kind(), alert.sensor(), alert.rule());
        Alert before = byTopic.get(topic);
        boolean isSame = before != null && before.alertId().equals(alert.alertId());
        if (isSame && before.revision() >= alert.revision()) {
            return false;
        }
        if (!isSame && before != null && before.raisedAtMillis() > alert.raisedAtMillis()) {
            return false;
        }
        if (alert.state() == AlertState.CLEARED && before == null) {
            changes.add(alert);
            return true;
        }
        if (before == null && byTopic.size() >= MOST) {
            return false;
        }
        drop(before, topic);
        if (alert.state() != AlertState.CLEARED) {
            byTopic.put(topic, alert);
            bySensor.computeIfAbsent(alert.sensor(), sensor -> new ArrayList<>(2))
                    .add(alert);
        }
        if (!isSame) {
            raisedAt.add(alert.raisedAtMillis());
        }
        changes.add(alert);
        return true;
    }

    /** The broker holds none on this topic any more. Returns the sensor if one was open, else null. */
    String forget(String topic, long cityMillis) {
        Alert before = byTopic.get(topic);
        if (before == null) {
            return null;
        }
        drop(before, topic);
        changes.add(before.clearedAsOrphan(cityMillis));
        return before.sensor();
    }

    private void drop(Alert alert, String topic) {
        if (alert != null) {
            byTopic.remove(topic);
            List<Alert> others = bySensor.get(alert.sensor());
            others.remove(alert);
            if (others.isEmpty()) {
                bySensor.remove(alert.sensor());
            }
        }
    }

    Collection<Alert> openOf(String sensor) {
        return bySensor.getOrDefault(sensor, List.of());
    }

    Collection<Alert> open() {
        return byTopic.values();
    }

    Alert find(String topic) {
        return byTopic.get(topic);
    }

    /** How many of each severity are open and not shelved. */
    Map<Severity, Integer> countOpen() {
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        for (Alert alert : byTopic.values()) {
            if (alert.state() != AlertState.SHELVED) {
                counts.merge(alert.severity(), 1, Integer::sum);
            }
        }
        return counts;
    }

    /** Alerts raised in the last ten minutes of the city's time. */
    int countRecent(long cityMillis) {
        raisedAt.removeIf(at -> at < cityMillis - FLOOD_MILLIS);
        return raisedAt.size();
    }

    /** The topics that are open here and not among these. */
    List<String> missing(Set<String> topics) {
        return byTopic.keySet().stream()
                .filter(topic -> !topics.contains(topic))
                .toList();
    }

    @Override
    public boolean hasChanges() {
        return !changes.isEmpty();
    }

    @Override
    public void writeAll(JsonGenerator json) throws IOException {
        write(byTopic.values(), json);
    }

    @Override
    public void writeChanges(JsonGenerator json) throws IOException {
        write(changes, json);
        changes.clear();
    }

    private static void write(Collection<Alert> alerts, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(Part.ALERTS.word());
        for (Alert alert : alerts) {
            json.writeRawValue(new String(AlertJson.write(alert), StandardCharsets.UTF_8));
        }
        json.writeEndArray();
    }
}
