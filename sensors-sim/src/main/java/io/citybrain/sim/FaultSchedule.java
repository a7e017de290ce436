package io.citybrain.sim;

import io.citybrain.city.sensing.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * When which fault is wanted, if nobody says otherwise. Simulated time is cut into windows of at least 20 minutes, each
 * with every type of fault at new targets (a sensor that is never seen only in the first); a run of up to two windows'
 * length is one window. What needs long to be noticed begins early; two of each quick type are spread over the rest,
 * so that their alerts fall due, and clear, before the end if the run is long enough.
 */
final class FaultSchedule {
    private static final long LEAST_WINDOW_MILLIS = 1_200_000;
    private static final long FOUND_AFTER_MILLIS = 700_000;
    private static final long EARLIEST_MILLIS = 5_000;
    /** A quick fault lasts this much longer than its alert may take. */
    static final long BEYOND_ALERT_MILLIS = 60_000;

    private static final long MARGIN_MILLIS = 30_000;
    private static final long TIGHT_MARGIN_MILLIS = 8_000;

    private static final FaultType[] QUICK = {
        FaultType.COVER_OPENED,
        FaultType.COVER_TILTED,
        FaultType.GAUGE_SPIKE,
        FaultType.SIGNAL_DARK,
        FaultType.SIGNAL_CONFLICT,
        FaultType.COVER_SHOCK,
        FaultType.MALFORMED_PAYLOAD,
        FaultType.DUPLICATE,
        FaultType.LATE_HISTORY
    };

    private final SimSettings settings;
    private final long windowMillis;
    private final long windows;

    FaultSchedule(SimSettings settings) {
        this.settings = settings;
        long length = Math.max(LEAST_WINDOW_MILLIS, FOUND_AFTER_MILLIS + 2 * settings.slackMillis());
        long end = settings.endMillis();
        long horizon = end == Long.MAX_VALUE ? Long.MAX_VALUE : end - settings.startMillis();
        boolean one = settings.faults() != null || horizon <= 2 * length;
        this.windowMillis = one ? Math.max(1, horizon) : length;
        this.windows = one ? 1 : horizon == Long.MAX_VALUE ? Long.MAX_VALUE : horizon / length;
    }

    /** Windows that have faults; Long.MAX_VALUE if there is no end. */
    long windows() {
        return windows;
    }

    long windowAt(long atMillis) {
        return Math.min(windows, (atMillis - settings.startMillis()) / windowMillis);
    }

    long beginsAt(long window) {
        return settings.startMillis() + window * windowMillis;
    }

    /** The moment from which the next window's faults count; Long.MAX_VALUE if there is none. */
    long endsAt(long window) {
        return window >= windows || windowMillis == Long.MAX_VALUE ? Long.MAX_VALUE : beginsAt(window + 1);
    }

    /** What is wanted in that window, in the order in which devices are to be found for it. */
    List<FaultSlot> slots(long window) {
        if (window >= windows) {
            return List.of();
        }
        long begin = beginsAt(window);
        long early = begin + earliest();
        List<FaultSlot> slots = new ArrayList<>();
        if (window == 0) {
            slots.add(FaultSlot.of(FaultType.SENSOR_NEVER_SEEN, Kind.MANHOLE, begin));
            slots.add(FaultSlot.of(FaultType.SENSOR_NEVER_SEEN, Kind.TRAFFIC_SIGNAL, begin));
        }
        slots.add(FaultSlot.of(FaultType.RIVER_RISING, null, early));
        slots.add(FaultSlot.of(FaultType.GAUGE_STUCK, null, early));
        slots.add(FaultSlot.of(FaultType.SENSOR_DEAD, Kind.MANHOLE, early));
        slots.add(FaultSlot.of(FaultType.SENSOR_DEAD, Kind.TRAFFIC_SIGNAL, early));
        addQuick(slots, window, early, begin + latest());
        return slots;
    }

    private void addQuick(List<FaultSlot> slots, long window, long early, long late) {
        int count = 2 * QUICK.length;
        int[] order = shuffled(count, window);
        for (int i = 0; i < count; i++) {
            FaultType type = QUICK[i / 2];
            long at = early + (late - early) * order[i] / (count - 1);
            slots.add(FaultSlot.of(type, kind(type, i % 2), at));
        }
    }

    private static Kind kind(FaultType type, int second) {
        return switch (type) {
            case LATE_HISTORY, DUPLICATE -> second == 0 ? Kind.MANHOLE : Kind.WATER_LEVEL;
            case MALFORMED_PAYLOAD -> second == 0 ? Kind.MANHOLE : Kind.TRAFFIC_SIGNAL;
            default -> null;
        };
    }

    private int[] shuffled(int count, long window) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int other = Dice.below(i + 1, settings.seed(), 100 + window, i);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    private long earliest() {
        return Math.min(EARLIEST_MILLIS, windowMillis / 4);
    }

    /** Late enough to use the window, early enough for the alert, and for its end too if the window is long. */
    private long latest() {
        long withClear = windowMillis - settings.slackMillis() - BEYOND_ALERT_MILLIS - MARGIN_MILLIS;
        long withAlert = windowMillis - settings.slackMillis() - TIGHT_MARGIN_MILLIS;
        return Math.max(earliest(), withClear > windowMillis / 2 ? withClear : Math.max(withAlert, windowMillis / 2));
    }
}
