package io.citybrain.bench;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Limit;
import io.citybrain.city.sensing.Place;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Numbered readings of a city's sensors, all of them and all their alerts known in advance from a seed. The sensors speak
 * in turn; a reading's number is its {@code sequence}, its time is that of its turn. Some are sent twice, some after the
 * next one of their sensor, some much later. Pure: no clock, no broker.
 */
final class NumberedTraffic {
    /** On-delay of {@code cover-tilted}. */
    private static final long TILT_MILLIS = 3_000;

    private static final int DUPLICATE_PERCENT = 2;
    private static final int REORDERED_PERCENT = 1;
    private static final int LATE_PERCENT = 1;
    private static final int TROUBLED_PERCENT = 75;
    private static final int SILENT_ONE_IN = 100;
    private static final int SERIAL_BITS = 24;

    /**
     * How much of it.
     *
     * @param messages numbered readings
     * @param sensors that send them
     * @param perSecond readings per second, steady
     * @param heartbeatSeconds of those that fall silent
     * @param seed everything random follows from it
     */
    record Size(int messages, int sensors, int perSecond, int heartbeatSeconds, long seed) {
        /** From one reading of a sensor to its next. */
        long periodMillis() {
            return sensors * 1_000L / perSecond;
        }

        /** From the first reading to the last in time. */
        long durationMillis() {
            return messages * 1_000L / perSecond;
        }
    }

    /**
     * One alert that must come, exactly once.
     *
     * @param raisedBy number of the reading that begins it, -1 if it is the lack of readings
     * @param onDelay true if the condition must last for a while
     * @param clears true if a later reading ends it
     */
    record Expected(String sensor, Kind kind, String rule, int raisedBy, boolean onDelay, boolean clears) {}

    private record Trouble(String rule, int fromRound, int untilRound) {
        boolean covers(int round) {
            return round >= fromRound && round < untilRound;
        }

        /** Readings whose order matters. */
        boolean isNear(int round) {
            return round >= fromRound - 2 && round <= untilRound + 2;
        }
    }

    private final Size size;
    private final SplittableRandom random;
    private final Trouble[] troubles;
    private final int[] lastRounds;
    private final int[] turns;
    private final List<Expected> expected = new ArrayList<>();
    private final long[] sends;

    NumberedTraffic(Size size) {
        this.size = size;
        this.random = new SplittableRandom(size.seed());
        this.troubles = new Trouble[size.sensors()];
        this.lastRounds = new int[size.sensors()];
        this.turns = new int[size.messages()];
        int rounds = size.messages() / size.sensors();
        for (int sensor = 0; sensor < size.sensors(); sensor++) {
            place(sensor, rounds);
        }
        number();
        this.sends = order();
    }

    private void place(int sensor, int rounds) {
        lastRounds[sensor] = Integer.MAX_VALUE;
        if (isSilent(sensor)) {
            lastRounds[sensor] = random.nextInt(rounds / 5, Math.max(rounds / 5 + 1, rounds * 2 / 3));
        } else if (random.nextInt(100) < TROUBLED_PERCENT) {
            String rule = rule(sensor);
            int least = rule.equals("cover-tilted") ? (int) (TILT_MILLIS / size.periodMillis()) + 2 : 2;
            int length = least + random.nextInt(3);
            int from = 3 + random.nextInt(Math.max(1, rounds - length - 6));
            troubles[sensor] = new Trouble(rule, from, from + length);
        }
    }

    private String rule(int sensor) {
        String[] rules = switch (kind(sensor)) {
            case WATER_LEVEL -> new String[] {"water-above-warning"};
            case TRAFFIC_SIGNAL -> new String[] {"signal-dark", "signal-flashing"};
            default -> new String[] {"cover-opened", "methane-high", "water-under-cover", "cover-tilted"};
        };
        return rules[random.nextInt(rules.length)];
    }

    private static boolean isSilent(int sensor) {
        return sensor % SILENT_ONE_IN == 7;
    }

    /** Gives numbers to turns: a sensor that has fallen silent has none. */
    private void number() {
        int serial = 0;
        int[] raisedBy = new int[size.sensors()];
        Arrays.fill(raisedBy, -1);
        for (int turn = 0; serial < size.messages(); turn++) {
            int sensor = turn % size.sensors();
            int round = turn / size.sensors();
            if (round > lastRounds[sensor]) {
                continue;
            }
            if (troubles[sensor] != null && round == troubles[sensor].fromRound()) {
                raisedBy[sensor] = serial;
            }
            turns[serial++] = turn;
        }
        for (int sensor = 0; sensor < size.sensors(); sensor++) {
            if (troubles[sensor] != null) {
                String rule = troubles[sensor].rule();
                expected.add(new Expected(
                        name(sensor), kind(sensor), rule, raisedBy[sensor], rule.equals("cover-tilted"), true));
            } else if (isSilent(sensor)) {
                expected.add(new Expected(name(sensor), kind(sensor), "silent", -1, true, false));
            }
        }
    }

    /** When what is sent: milliseconds since the start above, the number below; in order. */
    private long[] order() {
        long[] all = new long[size.messages() * 2];
        int count = 0;
        for (int serial = 0; serial < size.messages(); serial++) {
            long at = offsetMillis(serial) + delayMillis(serial);
            all[count++] = (at << SERIAL_BITS) | serial;
            if (random.nextInt(100) < DUPLICATE_PERCENT) {
                all[count++] = ((at + random.nextLong(2_000)) << SERIAL_BITS) | serial;
            }
        }
        long[] ordered = Arrays.copyOf(all, count);
        Arrays.sort(ordered);
        return ordered;
    }

    /** What decides an alert comes in its turn, or the alert would be another one. */
    private long delayMillis(int serial) {
        int sensor = sensorOf(serial);
        Trouble trouble = troubles[sensor];
        int dice = random.nextInt(100);
        if (isSilent(sensor) || (trouble != null && trouble.isNear(roundOf(serial)))) {
            return 0;
        }
        if (dice < REORDERED_PERCENT) {
            return size.periodMillis() + 1;
        }
        return dice < REORDERED_PERCENT + LATE_PERCENT
                ? size.periodMillis() * 2 + random.nextLong(size.periodMillis() * 4)
                : 0;
    }

    /** Sends, in order; one more than there are messages for each that is sent twice. */
    int sends() {
        return sends.length;
    }

    /** Number of the reading of one send. */
    int serial(int send) {
        return (int) (sends[send] & ((1 << SERIAL_BITS) - 1));
    }

    /** When it is sent, milliseconds since the start. */
    long sentAtMillis(int send) {
        return sends[send] >> SERIAL_BITS;
    }

    /** When a reading was observed, milliseconds since the start. */
    long offsetMillis(int serial) {
        return turns[serial] * 1_000L / size.perSecond();
    }

    List<Expected> expected() {
        return expected;
    }

    Size size() {
        return size;
    }

    /** What the sensor saw, bad while its trouble lasts. */
    Reading reading(int serial, long startMillis) {
        int sensor = sensorOf(serial);
        int round = roundOf(serial);
        Trouble trouble = troubles[sensor];
        String bad = trouble != null && trouble.covers(round) ? trouble.rule() : "";
        double noise = (serial * 31L % 97) / 970.0;
        Reading reading = Reading.of(name(sensor), kind(sensor), startMillis + offsetMillis(serial))
                .withSequence(serial);
        return switch (kind(sensor)) {
            case WATER_LEVEL ->
                reading.with(Quantity.LEVEL_METRES, (bad.isEmpty() ? 3 : 5.2) + noise)
                        .with(Quantity.TEMPERATURE_CELSIUS, 12 + noise);
            case TRAFFIC_SIGNAL ->
                reading.with(Quantity.PHASE, round % 4)
                        .with(Quantity.STATE, round % 4 < 2 ? "GGrr" : "rrGG")
                        .with(
                                Quantity.FAULT,
                                bad.equals("signal-dark")
                                        ? "dark"
                                        : bad.equals("signal-flashing") ? "flashing" : "none");
            default ->
                reading.with(Quantity.TILT_DEGREES, (bad.equals("cover-tilted") ? 25 : 1) + noise)
                        .with(Quantity.OPEN, bad.equals("cover-opened"))
                        .with(Quantity.WATER_LEVEL_METRES, (bad.equals("water-under-cover") ? 0.1 : 2) + noise)
                        .with(Quantity.METHANE_PERCENT_LEL, (bad.equals("methane-high") ? 40 : 1) + noise)
                        .with(Quantity.BATTERY_VOLTS, 3.5 + noise);
        };
    }

    /** The registry: 17 covers, two gauges and a signal of twenty sensors. Silence is judged of those that fall silent. */
    List<SensorEntry> registry() {
        List<SensorEntry> entries = new ArrayList<>();
        for (int sensor = 0; sensor < size.sensors(); sensor++) {
            entries.add(new SensorEntry(
                    name(sensor),
                    kind(sensor),
                    new Place(120.1 + sensor * 1e-5, 30.2, null),
                    isSilent(sensor) ? size.heartbeatSeconds() : 0,
                    0,
                    null,
                    null,
                    kind(sensor) == Kind.WATER_LEVEL
                            ? List.of(new Limit("water-above-warning", 5.0, 4.9, Double.NaN, Double.NaN, false))
                            : List.of(),
                    List.of(),
                    null,
                    new int[0]));
        }
        return entries;
    }

    private int sensorOf(int serial) {
        return turns[serial] % size.sensors();
    }

    private int roundOf(int serial) {
        return turns[serial] / size.sensors();
    }

    private static Kind kind(int sensor) {
        return switch (sensor % 20) {
            case 17, 18 -> Kind.WATER_LEVEL;
            case 19 -> Kind.TRAFFIC_SIGNAL;
            default -> Kind.MANHOLE;
        };
    }

    private static String name(int sensor) {
        return "B-%04d".formatted(sensor);
    }
}
