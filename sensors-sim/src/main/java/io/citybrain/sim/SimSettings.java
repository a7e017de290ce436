package io.citybrain.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * What decides a simulated district, byte for byte.
 *
 * @param seed everything random follows from it
 * @param startMillis simulated time at the start, epoch milliseconds
 * @param speed simulated seconds per real second, 0.1 to 1,000; also widens the alerts' deadlines
 * @param durationSeconds real seconds until the street falls still; 0 = never
 * @param covers manhole covers, 0 to 100,000
 * @param gauges water gauges, 0 to 10,000
 * @param signals traffic signals, 0 to 10,000
 * @param messagesPerSecond wanted messages per real second, reached by covers that send more or less often; 0 = as
 *     the covers' own intervals (60 to 600 simulated seconds) give it
 * @param faults injected instead of the schedule that follows from the seed; null = that schedule, empty = none
 */
public record SimSettings(
        long seed,
        long startMillis,
        double speed,
        double durationSeconds,
        int covers,
        int gauges,
        int signals,
        double messagesPerSecond,
        List<FaultRequest> faults) {

    /** @throws IllegalArgumentException naming every value that is out of range */
    public SimSettings {
        List<String> errors = new ArrayList<>();
        check(errors, "speed", speed, 0.1, 1_000);
        check(errors, "durationSeconds", durationSeconds, 0, 366 * 86_400.0);
        check(errors, "covers", covers, 0, 100_000);
        check(errors, "gauges", gauges, 0, 10_000);
        check(errors, "signals", signals, 0, 10_000);
        check(errors, "messagesPerSecond", messagesPerSecond, 0, 1_000_000);
        check(errors, "startMillis", (double) startMillis, 0, 4_102_444_800_000.0);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", errors));
        }
        faults = faults == null ? null : List.copyOf(faults);
    }

    private static void check(List<String> errors, String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            errors.add(name + " is " + value + ", must be between " + low + " and " + high);
        }
    }

    /** 2,000 covers, 60 gauges and 40 signals at 20 times real time, for ever, with the schedule of the seed. */
    public static SimSettings of(long seed, long startMillis) {
        return new SimSettings(seed, startMillis, 20, 0, 2_000, 60, 40, 0, null);
    }

    public SimSettings withStart(long newStartMillis) {
        return new SimSettings(
                seed, newStartMillis, speed, durationSeconds, covers, gauges, signals, messagesPerSecond, faults);
    }

    public SimSettings withSpeed(double newSpeed) {
        return new SimSettings(
                seed, startMillis, newSpeed, durationSeconds, covers, gauges, signals, messagesPerSecond, faults);
    }

    public SimSettings withDuration(double newDurationSeconds) {
        return new SimSettings(
                seed, startMillis, speed, newDurationSeconds, covers, gauges, signals, messagesPerSecond, faults);
    }

    public SimSettings withSensors(int newCovers, int newGauges, int newSignals) {
        return new SimSettings(
                seed, startMillis, speed, durationSeconds, newCovers, newGauges, newSignals, messagesPerSecond, faults);
    }

    public SimSettings withRate(double newMessagesPerSecond) {
        return new SimSettings(
                seed, startMillis, speed, durationSeconds, covers, gauges, signals, newMessagesPerSecond, faults);
    }

    public SimSettings withFaults(List<FaultRequest> newFaults) {
        return new SimSettings(
                seed, startMillis, speed, durationSeconds, covers, gauges, signals, messagesPerSecond, newFaults);
    }

    /** Simulated end, epoch milliseconds; Long.MAX_VALUE if it runs for ever. */
    public long endMillis() {
        return durationSeconds == 0 ? Long.MAX_VALUE : startMillis + Math.round(durationSeconds * speed * 1_000);
    }

    /**
     * Simulated milliseconds that an alert may take beyond its rule: 10 s, and 3 real seconds for broker, checkpoint
     * and network.
     */
    long slackMillis() {
        return 10_000 + Math.round(3_000 * speed);
    }

    /**
     * The same for an alert that the clock decides: it waits for the next checkpoint, which on a busy machine takes
     * another 3 real seconds.
     */
    long clockSlackMillis() {
        return slackMillis() + Math.round(3_000 * speed);
    }
}
