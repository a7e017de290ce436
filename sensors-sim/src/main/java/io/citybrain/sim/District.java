package io.citybrain.sim;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Limit;
import io.citybrain.city.sensing.Place;
import io.citybrain.city.sensing.SensorEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Builds the devices of one district: about 6 km by 6 km around 120.15° E, 30.28° N (Hangzhou), in 12 areas. A gateway
 * serves about 50 sensors. Which area, place and interval a device gets follows from the seed.
 */
final class District {
    private static final double JUMP_METRES_PER_MINUTE = 0.1;
    static final double CENTRE_LONGITUDE = 120.15;
    static final double CENTRE_LATITUDE = 30.28;
    static final double STUCK_SECONDS = 300;
    /** Every sixth gauge stands this far below its warning level and hardly drifts: a river can rise through it. */
    static final double HIGH_WATER_GAP_METRES = 0.04;

    private static final double HALF_WIDTH_DEGREES = 0.031;
    private static final double HALF_HEIGHT_DEGREES = 0.027;
    private static final int AREAS_EAST = 4;
    private static final int AREAS_NORTH = 3;
    private static final int SENSORS_PER_GATEWAY = 50;
    private static final int[] COVER_SECONDS = {60, 120, 180, 300, 600};
    private static final double GAUGE_HEARTBEAT_SECONDS = 90;
    private static final double SIGNAL_HEARTBEAT_SECONDS = 15;
    /** Messages of a gauge and a signal in a simulated second. */
    private static final double GAUGE_HERTZ = 1 / 60.0;

    private static final double SIGNAL_HERTZ = 26 / 104.0;
    private static final long SHORTEST_COVER_MILLIS = 1_000;

    private final SimSettings settings;
    private final List<StreetDevice> devices = new ArrayList<>();

    private District(SimSettings settings) {
        this.settings = settings;
    }

    static List<StreetDevice> build(SimSettings settings) {
        District district = new District(settings);
        district.addCovers();
        for (int i = 1; i <= settings.gauges(); i++) {
            district.addGauge(i);
        }
        for (int i = 1; i <= settings.signals(); i++) {
            district.addSignal(i);
        }
        return List.copyOf(district.devices);
    }

    private void addCovers() {
        int[] seconds = new int[settings.covers()];
        double hertz = 0;
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = COVER_SECONDS[Dice.below(COVER_SECONDS.length, settings.seed(), 1, i)];
            hertz += 1.0 / seconds[i];
        }
        double stretch = stretch(hertz);
        for (int i = 0; i < seconds.length; i++) {
            addCover(i + 1, seconds[i], stretch);
        }
    }

    /** Factor on the covers' intervals that brings the whole street to the wanted rate; 1 if none is wanted. */
    private double stretch(double coverHertz) {
        if (settings.messagesPerSecond() == 0 || coverHertz == 0) {
            return 1;
        }
        double others = settings.gauges() * GAUGE_HERTZ + settings.signals() * SIGNAL_HERTZ;
        double wanted = settings.messagesPerSecond() / settings.speed() - others;
        return wanted <= 0 ? 10 : Math.min(10, coverHertz / wanted);
    }

    /** A cover that sends more often than its 60 to 600 s keeps their heartbeat; one that sends less gets a longer. */
    private void addCover(int number, int seconds, double stretch) {
        long interval = Math.max(SHORTEST_COVER_MILLIS, Math.round(1_000 * seconds * stretch));
        double heartbeat = 1.5 * Math.max(seconds, interval / 1_000.0);
        SensorEntry entry = entry("MH-%05d", number, Kind.MANHOLE, heartbeat, List.of());
        long first = 3_000 + (long) (interval * Dice.uniform(settings.seed(), what(), 7));
        devices.add(new Cover(entry, settings.seed(), what(), settings.startMillis() + first, interval));
    }

    private void addGauge(int number) {
        boolean high = number % 6 == 1;
        double mean = Math.round(100 * Dice.between(1, 2.5, Dice.uniform(settings.seed(), what(), 1))) / 100.0;
        double warning = mean + (high ? HIGH_WATER_GAP_METRES : 0.8);
        double hysteresis = high ? HIGH_WATER_GAP_METRES / 2 : 0.1;
        List<Limit> limits = List.of(
                limit("water-above-warning", warning, warning - hysteresis),
                limit("water-above-guarantee", warning + 0.8, warning + 0.7),
                limit("level-jump", JUMP_METRES_PER_MINUTE, Double.NaN),
                limit("level-stuck", STUCK_SECONDS, Double.NaN));
        SensorEntry entry = entry("WL-%03d", number, Kind.WATER_LEVEL, GAUGE_HEARTBEAT_SECONDS, limits);
        long boot = settings.startMillis() + Dice.below(2_000, settings.seed(), what(), 2);
        long first = settings.startMillis() + 3_000 + Dice.below(57_000, settings.seed(), what(), 3);
        devices.add(new Gauge(entry, settings.seed(), what(), boot, first, mean, high ? 0.005 : 0.1));
    }

    private void addSignal(int number) {
        int green = 26 + 2 * Dice.below(5, settings.seed(), what(), 1);
        SignalProgramme programme = new SignalProgramme("four-phase-" + green, green, 12, 56 - green, 16);
        SensorEntry entry = entry("TS-%03d", number, Kind.TRAFFIC_SIGNAL, SIGNAL_HEARTBEAT_SECONDS, List.of());
        long offset = 100L * Dice.below((int) (programme.cycleMillis() / 100), settings.seed(), what(), 2);
        devices.add(new Signal(entry, programme, settings.startMillis() - offset));
    }

    private static Limit limit(String rule, double raise, double clear) {
        return new Limit(rule, thousandths(raise), thousandths(clear), Double.NaN, Double.NaN, false);
    }

    private static double thousandths(double value) {
        return Math.round(1_000 * value) / 1_000.0;
    }

    private SensorEntry entry(String format, int number, Kind kind, double heartbeat, List<Limit> limits) {
        double east = Dice.uniform(settings.seed(), what(), 4);
        double north = Dice.uniform(settings.seed(), what(), 5);
        int area = 1 + (int) (east * AREAS_EAST) + AREAS_EAST * (int) (north * AREAS_NORTH);
        Place place = new Place(
                degrees(CENTRE_LONGITUDE + HALF_WIDTH_DEGREES * (2 * east - 1)),
                degrees(CENTRE_LATITUDE + HALF_HEIGHT_DEGREES * (2 * north - 1)),
                null);
        String gateway = String.format(Locale.ROOT, "GW-%03d", 1 + devices.size() / SENSORS_PER_GATEWAY);
        return new SensorEntry(
                String.format(Locale.ROOT, format, number),
                kind,
                place,
                heartbeat,
                settings.startMillis(),
                String.format(Locale.ROOT, "grid-%02d", area),
                gateway,
                limits,
                List.of(),
                null,
                kind == Kind.TRAFFIC_SIGNAL ? SignalProgramme.conflictingLinks() : new int[0]);
    }

    /** The next device's number in the dice; a device throws at up to 16 numbers. */
    private long what() {
        return 1_000 + 16L * devices.size();
    }

    private static double degrees(double value) {
        return Math.round(1_000_000 * value) / 1_000_000.0;
    }
}
