package io.citybrain.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citybrain.city.detection.Bounds;
import io.citybrain.city.detection.Rule;
import io.citybrain.city.detection.RuleBook;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.http.view.CityView;
import io.citybrain.http.view.Documents;
import io.citybrain.influxdb.client.History;
import io.citybrain.influxdb.client.HistoryQuery;
import io.citybrain.influxdb.client.Row;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** What a sensor measured, from the store, with the limits that it is judged by. */
final class HistoryRoom implements Room {
    private static final long USUAL_MILLIS = 86_400_000L;
    private static final long LONGEST_MILLIS = 366 * USUAL_MILLIS;
    private static final int USUAL_POINTS = 600;
    private static final int MOST_POINTS = 5_000;
    private static final int MOST_ROWS = 50_000;
    /** The store serves detection first. */
    private static final int MOST_AT_ONCE = 4;

    /** Rules whose limit is a change or a time, not a value of the quantity that they judge. */
    private static final Set<String> OF_SOMETHING_ELSE = Set.of("level-jump", "level-stuck", "signal-phase-stuck");

    private final CityView view;
    private final History history;
    private final RuleBook rules = RuleBook.standard();
    private final Semaphore reads = new Semaphore(MOST_AT_ONCE);

    /** Without a store, which is null then, there is no history. */
    HistoryRoom(CityView view, History history) {
        this.view = view;
        this.history = history;
    }

    @Override
    public void openAll(Doors doors) {
        doors.open(Endpoint.SEE_HISTORY, this::see);
    }

    private void see(Context context) throws InterruptedException {
        SensorEntry entry = SensorRoom.get(view, context.pathParam("sensor")).entry();
        Query query = new Query(context);
        String name = query.find("quantity");
        Quantity quantity = name == null ? null : Quantity.find(name);
        if (quantity == null || !entry.kind().reports(quantity) || quantity.type() == Quantity.Type.TEXT) {
            query.fault(
                    "quantity",
                    "unknown",
                    "must be a number or flag that a " + entry.kind().topicName() + " reports");
        }
        long now = view.cityMillis();
        long to = query.time("to", now + 1);
        long from = query.time("from", to - USUAL_MILLIS);
        int points = query.whole("points", 2, MOST_POINTS, USUAL_POINTS);
        if (from >= to || to - from > LONGEST_MILLIS) {
            query.fault("from", "out-of-range", "must be before to, by at most a year");
        }
        query.check();
        ObjectNode json = Documents.MAPPER.createObjectNode();
        json.put("quantity", name);
        json.put("unit", quantity.unit());
        List<Row> rows = read(entry, from, to);
        json.put("complete", rows.size() < MOST_ROWS);
        write(json.putArray("points"), values(rows, quantity), points);
        writeLimits(json.putArray("limits"), entry, quantity);
        Answers.json(context, json);
    }

    private List<Row> read(SensorEntry entry, long from, long to) throws InterruptedException {
        if (history == null) {
            throw Problem.of(503, "no-store", "the door has no store: start it with --store");
        }
        reads.acquire();
        try {
            List<Row> rows = new ArrayList<>(history.read(new HistoryQuery(
                    "telemetry_" + entry.kind().topicName(),
                    Map.of("sensor", entry.sensor()),
                    from,
                    to,
                    MOST_ROWS,
                    HistoryQuery.Order.NEWEST_FIRST)));
            java.util.Collections.reverse(rows);
            return rows;
        } catch (IOException e) {
            throw Problem.of(503, "store-away", "the store can't be read just now: " + e.getMessage());
        } finally {
            reads.release();
        }
    }

    private record Point(long at, double value) {}

    private static List<Point> values(List<Row> rows, Quantity quantity) {
        List<Point> points = new ArrayList<>();
        for (Row row : rows) {
            OptionalDouble number = quantity.type() == Quantity.Type.FLAG
                    ? row.flag(quantity.jsonName())
                            .map(flag -> OptionalDouble.of(flag ? 1 : 0))
                            .orElse(OptionalDouble.empty())
                    : row.number(quantity.jsonName());
            number.ifPresent(value -> points.add(new Point(row.timeMillis(), value)));
        }
        return points;
    }

    /** All points, or of each of the equal parts of the row the least and the greatest: no peak is lost. */
    private static void write(ArrayNode json, List<Point> points, int most) {
        if (points.size() <= most) {
            points.forEach(point -> write(json, point));
            return;
        }
        int parts = most / 2;
        for (int part = 0; part < parts; part++) {
            int from = (int) ((long) points.size() * part / parts);
            int until = (int) ((long) points.size() * (part + 1) / parts);
            Point least = points.get(from);
            Point greatest = least;
            for (Point point : points.subList(from, until)) {
                least = point.value() < least.value() ? point : least;
                greatest = point.value() > greatest.value() ? point : greatest;
            }
            write(json, least.at() <= greatest.at() ? least : greatest);
            if (!least.equals(greatest)) {
                write(json, least.at() <= greatest.at() ? greatest : least);
            }
        }
    }

    private static void write(ArrayNode json, Point point) {
        json.addArray().add(point.at()).add(point.value());
    }

    private void writeLimits(ArrayNode json, SensorEntry entry, Quantity quantity) {
        for (Rule rule : rules.rules(entry.kind())) {
            Bounds bounds = rule.quantity() == quantity ? rule.boundsAt(entry) : null;
            boolean isOfValue = bounds != null && !OF_SOMETHING_ELSE.contains(rule.id());
            if (isOfValue && !Double.isNaN(bounds.raise()) && quantity.type() == Quantity.Type.NUMBER) {
                ObjectNode limit = json.addObject();
                limit.put("rule", rule.id());
                limit.put("raise", bounds.raise());
                if (!Double.isNaN(bounds.clear())) {
                    limit.put("clear", bounds.clear());
                }
            }
        }
    }
}
