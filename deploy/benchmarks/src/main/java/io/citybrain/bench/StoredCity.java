package io.citybrain.bench;

import io.citybrain.city.sensing.Kind;
import io.citybrain.influxdb.client.History;
import io.citybrain.influxdb.client.HistoryQuery;
import io.citybrain.influxdb.client.HistoryQuery.Order;
import io.citybrain.influxdb.client.Row;
import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.jobs.sensing.StoreLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Readings and alerts as the store has them, read past the proxy that the job writes through. */
final class StoredCity implements AutoCloseable {
    private static final List<Kind> KINDS = List.of(Kind.MANHOLE, Kind.WATER_LEVEL, Kind.TRAFFIC_SIGNAL);
    private static final long END_MILLIS = 4_102_444_800_000L;

    private final History history;
    private final long startMillis;
    private final long sliceMillis;

    /**
     * Opens it.
     *
     * @param startMillis no reading is older, or it is one too many
     * @param perSecond so many readings a second at most: an answer of the store has 100,000 rows at most
     */
    StoredCity(StoreAddress address, long startMillis, int perSecond) throws IOException {
        this.history = History.open(address);
        this.startMillis = startMillis;
        this.sliceMillis = HistoryQuery.MAX_ROWS * 500L / perSecond;
    }

    /** Points of readings. */
    long count() throws IOException {
        long sum = 0;
        for (Kind kind : KINDS) {
            sum += history.count(query(StoreLines.telemetry(kind), 0, END_MILLIS));
        }
        return sum;
    }

    List<Judge.Point> readings(long endMillis) throws IOException {
        List<Judge.Point> points = new ArrayList<>();
        for (Kind kind : KINDS) {
            String table = StoreLines.telemetry(kind);
            read(query(table, 0, startMillis), points);
            for (long from = startMillis; from < endMillis; from += sliceMillis) {
                read(query(table, from, Math.min(endMillis, from + sliceMillis)), points);
            }
            read(query(table, endMillis, END_MILLIS), points);
        }
        return points;
    }

    private void read(HistoryQuery query, List<Judge.Point> out) throws IOException {
        List<Row> rows = history.read(query);
        if (rows.size() == HistoryQuery.MAX_ROWS) {
            throw new IOException(query.measurement() + " has too many rows in " + query.fromMillis() + " to "
                    + query.untilMillis() + ": ask for fewer messages");
        }
        for (Row row : rows) {
            out.add(new Judge.Point(row.text("sensor").orElse(""), row.timeMillis(), (int)
                    row.number("sequence").orElse(-1)));
        }
    }

    /** Rows of the table of alerts. */
    List<Judge.Episode> alerts() throws IOException {
        List<Judge.Episode> episodes = new ArrayList<>();
        for (Row row : history.read(query(StoreLines.ALERT, 0, END_MILLIS))) {
            if (!row.text("kind").orElse("").equals(io.citybrain.city.alert.Alert.FEED)) {
                episodes.add(new Judge.Episode(
                        row.text("alertId").orElse(""),
                        row.text("sensor").orElse(""),
                        row.text("rule").orElse(""),
                        row.text("state").orElse("").equals("cleared")));
            }
        }
        return episodes;
    }

    private static HistoryQuery query(String table, long fromMillis, long untilMillis) {
        return new HistoryQuery(table, Map.of(), fromMillis, untilMillis, HistoryQuery.MAX_ROWS, Order.OLDEST_FIRST);
    }

    @Override
    public void close() {
        history.close();
    }
}
