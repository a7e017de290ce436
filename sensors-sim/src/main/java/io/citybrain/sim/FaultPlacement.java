package io.citybrain.sim;

import io.citybrain.city.sensing.Limit;
import io.citybrain.city.sensing.SensorEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds a device for each wanted fault of one window, and says from when to when it lasts and when it must be known. */
final class FaultPlacement {
    /** A rule's own delay that the stated deadlines add to the slack. */
    private static final long TILT_DELAY_MILLIS = 5_000;

    private static final long HISTORY_AFTER_MILLIS = 1_000;
    private static final long RISE_MILLIS = 480_000;
    private static final double RISE_BEYOND_METRES = 0.1;
    private static final int PICK_JITTER_MILLIS = 20_000;

    private final SimSettings settings;
    private final List<StreetDevice> devices;
    private final long window;
    private final boolean tight;
    private final Map<Integer, Fault> placed = new HashMap<>();

    /** @param tight true if the run is short: then the device that speaks soonest is taken */
    FaultPlacement(SimSettings settings, List<StreetDevice> devices, long window, boolean tight) {
        this.settings = settings;
        this.devices = devices;
        this.window = window;
        this.tight = tight;
    }

    Map<Integer, Fault> placed() {
        return placed;
    }

    /** Places it and gives back null, or the reason why it can't be placed. */
    String place(FaultSlot slot) {
        int device = slot.device() >= 0 ? slot.device() : findFree(slot);
        if (device < 0) {
            return "no free sensor for " + slot.type().word() + ": add sensors or ask for fewer faults";
        }
        if (placed.containsKey(device)) {
            return devices.get(device).entry().sensor() + " already has "
                    + placed.get(device).type() + ": one fault per sensor";
        }
        Fault fault = fault(slot, device);
        if (fault.alertByMillis() == Long.MAX_VALUE) {
            return "the level of " + fault.sensor() + " does not reach its warning level in "
                    + (fault.untilMillis() - fault.injectedAtMillis()) / 1_000 + " s: let it rise longer";
        }
        placed.put(device, fault);
        return null;
    }

    private int findFree(FaultSlot slot) {
        int spaced = findFree(slot, true);
        return spaced >= 0 ? spaced : findFree(slot, false);
    }

    private int findFree(FaultSlot slot, boolean healthyNeighbours) {
        int best = -1;
        long bestRank = Long.MAX_VALUE;
        for (int i = 0; i < devices.size(); i++) {
            if (!slot.fits(devices.get(i).entry().kind()) || placed.containsKey(i)) {
                continue;
            }
            if (healthyNeighbours && (placed.containsKey(i - 1) || placed.containsKey(i + 1))) {
                continue;
            }
            long rank = rank(slot, i);
            if (rank < bestRank) {
                bestRank = rank;
                best = i;
            }
        }
        return best;
    }

    /** The lower, the better; Long.MAX_VALUE if this device will not do. */
    private long rank(FaultSlot slot, int device) {
        StreetDevice candidate = devices.get(device);
        long random = Dice.mix(settings.seed(), ~slot.atMillis(), device) >>> 2;
        long next = candidate.nextSendAfter(slot.atMillis());
        long heartbeat = heartbeatMillis(candidate.entry());
        long soonest = switch (slot.type()) {
            case RIVER_RISING -> crossing((Gauge) candidate, rising(slot, (Gauge) candidate));
            case SENSOR_DEAD -> next + heartbeat;
            case SENSOR_NEVER_SEEN -> heartbeat;
            case GAUGE_STUCK, GAUGE_SPIKE, DUPLICATE, LATE_HISTORY -> next;
            default -> -1;
        };
        if (soonest < 0) {
            return random;
        }
        return soonest == Long.MAX_VALUE || tight ? soonest : soonest + random % PICK_JITTER_MILLIS;
    }

    private Fault fault(FaultSlot slot, int device) {
        StreetDevice chosen = devices.get(device);
        long next = chosen.nextSendAfter(slot.atMillis() - 1);
        long slack = settings.slackMillis();
        long heartbeat = heartbeatMillis(chosen.entry());
        return switch (slot.type()) {
            case RIVER_RISING -> rising(slot, (Gauge) chosen);
            case SENSOR_NEVER_SEEN ->
                fault(
                        slot,
                        chosen,
                        settings.startMillis(),
                        settings.startMillis() + heartbeat + settings.clockSlackMillis());
            case SENSOR_DEAD -> fault(slot, chosen, next + 1, next + heartbeat + settings.clockSlackMillis());
            case GAUGE_STUCK ->
                fault(
                        slot,
                        chosen,
                        next,
                        next + (long) (1_000 * District.STUCK_SECONDS) + Gauge.INTERVAL_MILLIS + slack);
            case GAUGE_SPIKE, DUPLICATE -> fault(slot, chosen, next, next + slack);
            // after a message of its own: of a sensor that was never heard, even old news is the newest
            case LATE_HISTORY -> fault(slot, chosen, next + HISTORY_AFTER_MILLIS, next + HISTORY_AFTER_MILLIS + slack);
            case COVER_TILTED -> fault(slot, chosen, slot.atMillis(), slot.atMillis() + TILT_DELAY_MILLIS + slack);
            default -> fault(slot, chosen, slot.atMillis(), slot.atMillis() + slack);
        };
    }

    /** The alert's deadline is Long.MAX_VALUE if the level never gets there. */
    private Fault rising(FaultSlot slot, Gauge gauge) {
        Limit warning = gauge.entry().findLimit("water-above-warning");
        double needed = 2 * (warning.raise() - gauge.meanMetres() + RISE_BEYOND_METRES) / Gauge.RISE_METRES_PER_MILLI;
        long lasts = slot.forMillis() >= 0 ? slot.forMillis() : Math.max(RISE_MILLIS, Math.round(needed));
        FaultSlot sized = new FaultSlot(slot.type(), slot.kind(), slot.device(), slot.atMillis(), lasts);
        Fault draft = fault(sized, gauge, slot.atMillis(), Long.MAX_VALUE);
        long crossing = crossing(gauge, draft);
        return crossing == Long.MAX_VALUE
                ? draft
                : fault(sized, gauge, slot.atMillis(), crossing + settings.slackMillis());
    }

    /** When the gauge first reports its warning level. */
    private static long crossing(Gauge gauge, Fault rising) {
        double raise = gauge.entry().findLimit("water-above-warning").raise();
        long at = gauge.nextSendAfter(rising.injectedAtMillis() - 1);
        while (rising.isActive(at)) {
            if (gauge.levelMetres(at, rising) >= raise) {
                return at;
            }
            at = gauge.nextSendAfter(at);
        }
        return Long.MAX_VALUE;
    }

    private Fault fault(FaultSlot slot, StreetDevice device, long injectedAt, long alertBy) {
        long until = slot.forMillis() >= 0
                ? injectedAt + Math.max(1, slot.forMillis())
                : defaultUntil(slot.type(), injectedAt, alertBy);
        return new Fault(
                String.format(Locale.ROOT, "F-%04d-%02d", window, placed.size()),
                slot.type().word(),
                device.entry().kind().topicName(),
                device.entry().sensor(),
                injectedAt,
                until,
                slot.type().expectedRule(),
                alertBy);
    }

    private static long defaultUntil(FaultType type, long injectedAt, long alertBy) {
        return switch (type) {
            case COVER_SHOCK, GAUGE_SPIKE, MALFORMED_PAYLOAD, DUPLICATE, LATE_HISTORY -> injectedAt + 1_000;
            default -> alertBy + FaultSchedule.BEYOND_ALERT_MILLIS;
        };
    }

    private static long heartbeatMillis(SensorEntry entry) {
        return Math.round(1_000 * entry.heartbeatSeconds());
    }
}
