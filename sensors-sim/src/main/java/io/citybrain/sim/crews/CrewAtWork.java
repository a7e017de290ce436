package io.citybrain.sim.crews;

import io.citybrain.city.alert.Severity;
import io.citybrain.city.incident.IncidentAction;
import io.citybrain.city.incident.WorkOrder;
import io.citybrain.city.sensing.Place;
import io.citybrain.wire.CrewPosition;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * One crew: sees to one work order at a time, the gravest first. How long it takes follows from the incident's id; one in
 * six times it is far too late.
 */
final class CrewAtWork {
    private static final int ONE_IN_LATE = 6;
    private static final int LATE_FACTOR = 8;
    private static final long POSITION_EVERY_MILLIS = 10_000;
    private static final Place DEPOT = new Place(120.15, 30.28, null);
    private static final String[] NOTES = {
        "已处置，现场恢复正常 / dealt with, all is well again", "已更换部件 / part replaced", "已清理并复位 / cleared and put back"
    };

    /** What the crew says next; no action: it drives. */
    record Step(String incidentId, IncidentAction action, String note) {}

    /** What it has to do, and since when it knows. */
    private record Task(WorkOrder order, long heardAtMillis) {}

    private final String name;
    private final Map<String, Task> tasks = new HashMap<>();
    private String current;
    private long stepAtMillis;
    private long droveOffAtMillis;
    private Place from = DEPOT;
    private Place to = DEPOT;
    private long saidAtMillis;

    CrewAtWork(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void hear(WorkOrder order, long nowMillis) {
        Task known = tasks.get(order.incidentId());
        if (known != null && known.order().revision() >= order.revision()) {
            return;
        }
        tasks.put(order.incidentId(), new Task(order, known == null ? nowMillis : known.heardAtMillis()));
        if (known == null || known.order().state() != order.state()) {
            if (order.incidentId().equals(current)) {
                stepAtMillis = nowMillis + duration(order);
            }
        }
        if (!order.state().needsWork()) {
            forget(order.incidentId());
        }
    }

    void forget(String incidentId) {
        tasks.remove(incidentId);
        if (incidentId.equals(current)) {
            current = null;
        }
    }

    /** What it says now, or null. */
    Step step(long nowMillis) {
        if (current == null) {
            begin(nowMillis);
        }
        if (current == null || nowMillis < stepAtMillis) {
            return null;
        }
        WorkOrder order = tasks.get(current).order();
        // Whatever becomes of what it says: it says the next thing no sooner than that.
        stepAtMillis = nowMillis + 60_000;
        return switch (order.state()) {
            case DISPATCHED -> new Step(current, IncidentAction.ACCEPT, null);
            case ACCEPTED -> {
                driveOff(order, nowMillis);
                yield new Step(current, IncidentAction.ON_THE_WAY, null);
            }
            case ON_THE_WAY -> new Step(current, IncidentAction.ARRIVE, null);
            case ON_SITE -> new Step(current, IncidentAction.RESOLVE, NOTES[(int) dice(order, NOTES.length)]);
            default -> null;
        };
    }

    private void begin(long nowMillis) {
        tasks.values().stream()
                .filter(task -> task.order().state().needsWork())
                .min(Comparator.<Task, Severity>comparing(task -> task.order().severity(), Comparator.reverseOrder())
                        .thenComparing(Task::heardAtMillis)
                        .thenComparing(task -> task.order().incidentId()))
                .ifPresent(task -> {
                    current = task.order().incidentId();
                    stepAtMillis = nowMillis + duration(task.order());
                });
    }

    /** How long it takes until the next thing is said. */
    private static long duration(WorkOrder order) {
        boolean isLate = dice(order, ONE_IN_LATE) == 0;
        long seconds = switch (order.state()) {
            case DISPATCHED -> (20 + dice(order, 40)) * (isLate ? LATE_FACTOR : 1);
            case ACCEPTED -> 10;
            case ON_THE_WAY -> 60 + dice(order, 120);
            default -> 120 + dice(order, 120);
        };
        return seconds * 1_000;
    }

    private static long dice(WorkOrder order, int sides) {
        return Math.floorMod(order.incidentId().hashCode() * 31 + sides, sides);
    }

    private void driveOff(WorkOrder order, long nowMillis) {
        from = to;
        boolean isSomewhere =
                order.place() != null && !Double.isNaN(order.place().longitude());
        to = isSomewhere ? order.place() : to;
        droveOffAtMillis = nowMillis;
    }

    /** Where it is on its straight way, every ten seconds; null in between. */
    CrewPosition findPosition(long nowMillis) {
        if (nowMillis - saidAtMillis < POSITION_EVERY_MILLIS) {
            return null;
        }
        saidAtMillis = nowMillis;
        double done = Math.min(1, (nowMillis - droveOffAtMillis) / 120_000.0);
        return new CrewPosition(
                name,
                nowMillis,
                from.longitude() + done * (to.longitude() - from.longitude()),
                from.latitude() + done * (to.latitude() - from.latitude()));
    }
}
