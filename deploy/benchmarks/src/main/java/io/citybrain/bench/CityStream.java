package io.citybrain.bench;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Limit;
import io.citybrain.city.sensing.Place;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.jobs.sensing.FeedState;
import io.citybrain.jobs.sensing.Inbound;
import io.citybrain.wire.ClockJson;
import io.citybrain.wire.ClockTick;
import io.citybrain.wire.RegistryJson;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * A city's messages, the same for the same seed: of ten sensors six are manhole covers, two gauges, one a lamp post, one
 * a traffic signal. City time passes by one millisecond a message, and every sensor reports once in each round of all of
 * them, in an order of its own for each seed. One cover in a thousand messages reports methane, and clears at its next.
 */
final class CityStream {
    /** A heartbeat is longer than two rounds of a million sensors: none falls silent, and silence is watched. */
    private static final double HEARTBEAT_SECONDS = 2_100;

    private static final int CLOCK_EVERY = 10_000;
    private static final int ALARM_ONE_IN = 1_000;
    private static final long START_MILLIS = 1_780_000_000_000L;
    private static final String AFTER_ALL = "after-all";

    private final int[] order;
    private final SplittableRandom values;
    private long sent;
    private long readings;

    CityStream(int sensors, long seed) {
        this.values = new SplittableRandom(seed);
        this.order = new int[sensors];
        Random shuffle = new Random(seed);
        for (int i = 0; i < sensors; i++) {
            int j = shuffle.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    /** The clock, the feed, the registry entries from index to index, and one reading that tells that all are through. */
    Inbound[] registry(int from, int to) {
        List<Inbound> messages = new ArrayList<>(to - from + 3);
        messages.add(tick());
        if (from == 0) {
            messages.add(new Inbound("telemetry", new byte[0], false, now(), FeedState.CAUGHT_UP));
        }
        for (int i = from; i < to; i++) {
            sent++;
            SensorEntry entry = entry(i);
            messages.add(message(Topics.registry(entry.sensor()), RegistryJson.write(entry)));
            if (i % CLOCK_EVERY == 0) {
                messages.add(tick());
            }
        }
        Reading last = Reading.of(AFTER_ALL, Kind.NOISE, now()).with(Quantity.LEVEL_DECIBELS, 40);
        messages.add(message(Topics.telemetry(last.kind(), last.sensor()), TelemetryJson.write(last)));
        return messages.toArray(new Inbound[0]);
    }

    /** So many readings, and the clock between them. */
    Inbound[] readings(int count) {
        List<Inbound> messages = new ArrayList<>(count + count / CLOCK_EVERY + 1);
        for (int i = 0; i < count; i++) {
            if (i % CLOCK_EVERY == 0) {
                messages.add(tick());
            }
            sent++;
            Reading reading = reading();
            messages.add(message(Topics.telemetry(reading.kind(), reading.sensor()), TelemetryJson.write(reading)));
        }
        return messages.toArray(new Inbound[0]);
    }

    static boolean isReading(Inbound message) {
        return !message.topic().equals(Topics.CLOCK);
    }

    private long now() {
        return START_MILLIS + sent;
    }

    private Inbound tick() {
        return message(Topics.CLOCK, ClockJson.write(new ClockTick(now(), 1, false)));
    }

    private Inbound message(String topic, byte[] payload) {
        return new Inbound(topic, payload, false, now(), null);
    }

    private static Kind kind(int sensor) {
        return switch (sensor % 10) {
            case 0, 1, 2, 3, 4, 5 -> Kind.MANHOLE;
            case 6, 7 -> Kind.WATER_LEVEL;
            case 8 -> Kind.LAMP_POST;
            default -> Kind.TRAFFIC_SIGNAL;
        };
    }

    private static String id(int sensor) {
        return switch (kind(sensor)) {
            case MANHOLE -> "MH-" + sensor;
            case WATER_LEVEL -> "WL-" + sensor;
            case LAMP_POST -> "LP-" + sensor;
            default -> "TS-" + sensor;
        };
    }

    /** Gauges have warning levels of their own; each sensor its place with a name, one of 500 areas. */
    private static SensorEntry entry(int sensor) {
        double warning = 5 + sensor % 97 / 100.0;
        List<Limit> limits = kind(sensor) == Kind.WATER_LEVEL
                ? List.of(limit("water-above-warning", warning), limit("water-above-guarantee", warning + 1))
                : List.of();
        return new SensorEntry(
                id(sensor),
                kind(sensor),
                new Place(120 + sensor % 1000 / 1e4, 30 + Math.floorDiv(sensor, 1000) / 1e4, "Wenyi road " + sensor),
                HEARTBEAT_SECONDS,
                0,
                "grid-" + sensor / 10 % 500,
                null,
                limits,
                List.of("crew-" + sensor / 10 % 50),
                null,
                new int[0]);
    }

    private static Limit limit(String rule, double raise) {
        return new Limit(rule, raise, raise - 0.1, Double.NaN, Double.NaN, false);
    }

    private Reading reading() {
        int sensor = order[(int) (readings % order.length)];
        long round = readings / order.length;
        readings++;
        Reading bare = Reading.of(id(sensor), kind(sensor), now()).withSequence(round);
        return switch (kind(sensor)) {
            case MANHOLE ->
                bare.with(Quantity.TILT_DEGREES, between(0, 30, 10))
                        .with(Quantity.OPEN, false)
                        .with(Quantity.WATER_LEVEL_METRES, between(120, 240, 100))
                        .with(Quantity.METHANE_PERCENT_LEL, values.nextInt(ALARM_ONE_IN) == 0 ? 35 : between(0, 40, 10))
                        .with(Quantity.HYDROGEN_SULFIDE_PPM, between(0, 20, 10))
                        .with(Quantity.BATTERY_VOLTS, between(330, 365, 100))
                        .with(Quantity.TEMPERATURE_CELSIUS, between(50, 250, 10));
            case WATER_LEVEL ->
                bare.with(Quantity.LEVEL_METRES, between(2_000, 4_500, 1000))
                        .with(Quantity.FLOW_CUBIC_METRES_PER_SECOND, between(100, 900, 10))
                        .with(Quantity.QUALITY, "good")
                        .with(Quantity.BATTERY_VOLTS, between(330, 365, 100));
            case LAMP_POST ->
                bare.with(Quantity.LEAKAGE_MILLIAMPERES, between(0, 50, 10))
                        .with(Quantity.ON, true)
                        .with(Quantity.TILT_DEGREES, between(0, 20, 10));
            default ->
                bare.with(Quantity.PROGRAM, "day")
                        .with(Quantity.PHASE, (double) (round % 4))
                        .with(Quantity.STATE, round % 2 == 0 ? "GGGgrrrrGGGgrrrr" : "rrrrGGGgrrrrGGGg")
                        .with(Quantity.ELAPSED_SECONDS, between(0, 30, 1))
                        .with(Quantity.REMAINING_SECONDS, between(0, 30, 1))
                        .with(Quantity.FAULT, "none");
        };
    }

    /** A value from and to so many parts of one. */
    private double between(int from, int to, int parts) {
        return values.nextInt(from, to) / (double) parts;
    }
}
