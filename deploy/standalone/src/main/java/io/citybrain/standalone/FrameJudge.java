package io.citybrain.standalone;

import io.citybrain.influxdb.client.History;
import io.citybrain.influxdb.client.HistoryQuery;
import io.citybrain.influxdb.client.HistoryQuery.Order;
import io.citybrain.influxdb.client.Row;
import io.citybrain.jobs.sensing.StoreLines;
import io.citybrain.sim.ExpectedFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds what the store has of each device frame against what the recording says that it must be. */
final class FrameJudge {
    private static final double TOLERANCE = 1e-9;

    /** One frame that is not as expected, and how. */
    record Mismatch(String sensor, String why) {}

    private FrameJudge() {}

    static List<Mismatch> judge(List<ExpectedFrame> frames, History history) throws IOException {
        List<Mismatch> mismatches = new ArrayList<>();
        for (ExpectedFrame frame : frames) {
            List<String> differences = compare(frame, history);
            if (!differences.isEmpty()) {
                mismatches.add(new Mismatch(frame.sensor(), String.join("; ", differences)));
            }
        }
        return mismatches;
    }

    private static List<String> compare(ExpectedFrame frame, History history) throws IOException {
        List<Row> rows = history.read(new HistoryQuery(
                StoreLines.DEVICE_REPORT,
                Map.of("sensor", frame.sensor()),
                frame.observedAtMillis(),
                frame.observedAtMillis() + 1,
                2,
                Order.OLDEST_FIRST));
        if (rows.size() != 1) {
            return List.of("the store has " + rows.size() + " reports of this frame");
        }
        List<String> differences = new ArrayList<>();
        frame.expected().forEach((name, expected) -> {
            Object stored = rows.get(0).values().get(name);
            if (!agree(expected, rows.get(0), name)) {
                differences.add(name + " is " + stored + ", expected " + expected);
            }
        });
        return differences;
    }

    private static boolean agree(Object expected, Row row, String name) {
        if (expected instanceof Number number) {
            return row.number(name).isPresent()
                    && Math.abs(row.number(name).getAsDouble() - number.doubleValue()) < TOLERANCE;
        }
        if (expected instanceof Boolean flag) {
            return row.flag(name).isPresent() && row.flag(name).get().equals(flag);
        }
        return row.text(name).isPresent() && row.text(name).get().equals(String.valueOf(expected));
    }
}
