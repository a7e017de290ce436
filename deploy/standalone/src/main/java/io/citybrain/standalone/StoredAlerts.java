package io.citybrain.standalone;

import io.citybrain.influxdb.client.History;
import io.citybrain.influxdb.client.HistoryQuery;
import io.citybrain.influxdb.client.HistoryQuery.Order;
import io.citybrain.influxdb.client.Row;
import io.citybrain.jobs.sensing.StoreLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The alerts as the store has them. */
final class StoredAlerts {
    static final long LATEST_MILLIS = 4_102_444_800_000L;

    /**
     * One episode.
     *
     * @param clearedAtMillis 0 = still open
     */
    record Episode(String alertId, String sensor, String rule, long raisedAtMillis, long clearedAtMillis) {}

    private StoredAlerts() {}

    /** The newest 100,000 episodes, oldest first. */
    static List<Episode> read(History history) throws IOException {
        Map<String, Long> cleared = new HashMap<>();
        for (Row row : events(history, "cleared")) {
            cleared.put(row.text("alertId").orElse(""), row.timeMillis());
        }
        List<Episode> episodes = new ArrayList<>();
        List<Row> raised = new ArrayList<>(events(history, "raised"));
        Collections.reverse(raised);
        for (Row row : raised) {
            String alertId = row.text("alertId").orElse("");
            episodes.add(new Episode(
                    alertId,
                    row.text("sensor").orElse(""),
                    row.text("rule").orElse(""),
                    row.timeMillis(),
                    cleared.getOrDefault(alertId, 0L)));
        }
        return episodes;
    }

    private static List<Row> events(History history, String transition) throws IOException {
        return history.read(new HistoryQuery(
                StoreLines.ALERT_EVENT,
                Map.of("transition", transition),
                0,
                LATEST_MILLIS,
                HistoryQuery.MAX_ROWS,
                Order.NEWEST_FIRST));
    }
}
