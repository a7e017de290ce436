package io.citybrain.sim;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Limit;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.TelemetryJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of the city in their plainest form, one second at a time: what an alert is by the written rules, without a
 * stream processor. It decodes the real bytes.
 */
final class RuleOracle {
    /** One alert: raised for that sensor at that simulated moment. */
    record Raised(String sensor, String rule, long atMillis) {}

    private static final class Watched {
        SensorEntry entry;
        long heardAtMillis;
        long newestAtMillis = Long.MIN_VALUE;
        double level = Double.NaN;
        double unconfirmed = Double.NaN;
        long levelAtMillis;
        long levelSinceMillis;
        long tiltSinceMillis = Long.MAX_VALUE;
        double phase = Double.NaN;
        long phaseSinceMillis;
        final Map<String, Boolean> active = new HashMap<>();
    }

    private final Map<String, Watched> sensors = new LinkedHashMap<>();
    private final List<Raised> raised = new ArrayList<>();
    private int refused;
    private int ignored;
    private long readings;

    RuleOracle(List<SensorEntry> registry) {
        for (SensorEntry entry : registry) {
            Watched watched = new Watched();
            watched.entry = entry;
            watched.heardAtMillis = entry.registeredAtMillis();
            sensors.put(entry.sensor(), watched);
        }
    }

    /** Runs the city to that moment, one simulated second at a time. */
    static RuleOracle watch(SimulatedCity city, long untilMillis) {
        RuleOracle oracle = new RuleOracle(city.registry());
        for (long now = city.settings().startMillis(); now <= untilMillis; now += 1_000) {
            city.advance(now).forEach(oracle::take);
            oracle.tick(now);
        }
        return oracle;
    }

    List<Raised> raised() {
        return raised;
    }

    /** Messages that could not be decoded. */
    int refused() {
        return refused;
    }

    /** Messages not newer than the sensor's newest. */
    int ignored() {
        return ignored;
    }

    long readings() {
        return readings;
    }

    void take(Event event) {
        String[] levels = event.topic().split("/", -1);
        Decoded<Reading> decoded = TelemetryJson.read(Kind.find(levels[3]), levels[4], event.payload());
        if (decoded.isRefused()) {
            refused++;
            return;
        }
        readings++;
        Reading reading = decoded.value();
        Watched watched = sensors.get(reading.sensor());
        if (reading.observedAtMillis() <= watched.newestAtMillis) {
            ignored++;
            return;
        }
        watched.newestAtMillis = reading.observedAtMillis();
        watched.heardAtMillis = reading.observedAtMillis();
        set(watched, "silent", false, reading.observedAtMillis());
        judge(watched, reading);
    }

    void tick(long nowMillis) {
        for (Watched watched : sensors.values()) {
            if (nowMillis - watched.heardAtMillis > 1_000 * watched.entry.heartbeatSeconds()) {
                set(watched, "silent", true, nowMillis);
            }
            if (nowMillis - 3_000 > watched.tiltSinceMillis) {
                set(watched, "cover-tilted", true, nowMillis);
            }
            if (nowMillis - watched.phaseSinceMillis > 300_000 && !Double.isNaN(watched.phase)) {
                set(watched, "signal-phase-stuck", true, nowMillis);
            }
        }
    }

    private void judge(Watched watched, Reading reading) {
        switch (reading.kind()) {
            case MANHOLE -> judgeCover(watched, reading);
            case WATER_LEVEL -> judgeGauge(watched, reading);
            case TRAFFIC_SIGNAL -> judgeSignal(watched, reading);
            default -> throw new IllegalStateException("no rule for " + reading.kind());
        }
    }

    private void judgeCover(Watched watched, Reading reading) {
        long at = reading.observedAtMillis();
        boolean open = reading.isSet(Quantity.OPEN);
        set(watched, "cover-opened", open, at);
        if (open || reading.number(Quantity.TILT_DEGREES) < 10) {
            watched.tiltSinceMillis = Long.MAX_VALUE;
            set(watched, "cover-tilted", false, at);
        } else if (reading.number(Quantity.TILT_DEGREES) > 15) {
            watched.tiltSinceMillis = Math.min(watched.tiltSinceMillis, at);
        }
        if (reading.number(Quantity.WATER_LEVEL_METRES) < 0.30) {
            set(watched, "water-under-cover", true, at);
        }
        if (reading.number(Quantity.METHANE_PERCENT_LEL) >= 20) {
            set(watched, "methane-high", true, at);
        }
        if (reading.number(Quantity.HYDROGEN_SULFIDE_PPM) >= 10) {
            set(watched, "hydrogen-sulfide-high", true, at);
        }
    }

    private void judgeGauge(Watched watched, Reading reading) {
        long at = reading.observedAtMillis();
        double level = reading.number(Quantity.LEVEL_METRES);
        double change = Math.abs(level - watched.level);
        boolean jump = change > 0.30 && change / ((at - watched.levelAtMillis) / 60_000.0) > 0.1;
        boolean confirmed = Math.abs(level - watched.unconfirmed) < 0.05;
        if (jump && !confirmed) {
            watched.unconfirmed = level;
            set(watched, "level-jump", true, at);
            return;
        }
        watched.unconfirmed = Double.NaN;
        set(watched, "level-jump", false, at);
        if (level != watched.level) {
            watched.levelSinceMillis = at;
        }
        watched.level = level;
        watched.levelAtMillis = at;
        double stuckSeconds = watched.entry.findLimit("level-stuck").raise();
        set(watched, "level-stuck", at - watched.levelSinceMillis >= 1_000 * stuckSeconds, at);
        judgeLevel(watched, "water-above-warning", level, at);
        judgeLevel(watched, "water-above-guarantee", level, at);
    }

    private void judgeLevel(Watched watched, String rule, double level, long at) {
        Limit limit = watched.entry.findLimit(rule);
        if (level >= limit.raise()) {
            set(watched, rule, true, at);
        } else if (level < limit.clear()) {
            set(watched, rule, false, at);
        }
    }

    private void judgeSignal(Watched watched, Reading reading) {
        long at = reading.observedAtMillis();
        String fault = reading.text(Quantity.FAULT);
        set(watched, "signal-dark", "dark".equals(fault), at);
        set(watched, "signal-flashing", "flashing".equals(fault), at);
        set(watched, "signal-conflict", "conflict".equals(fault) || greensConflict(watched.entry, reading), at);
        double phase = reading.number(Quantity.PHASE);
        if (phase != watched.phase) {
            watched.phase = phase;
            watched.phaseSinceMillis = at;
        }
    }

    private static boolean greensConflict(SensorEntry entry, Reading reading) {
        String state = reading.text(Quantity.STATE);
        int[] links = entry.conflictingLinks();
        for (int i = 0; i < links.length; i += 2) {
            if (isGreen(state.charAt(links[i])) && isGreen(state.charAt(links[i + 1]))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isGreen(char letter) {
        return letter == 'g' || letter == 'G';
    }

    private void set(Watched watched, String rule, boolean on, long at) {
        boolean was = Boolean.TRUE.equals(watched.active.put(rule, on));
        if (on && !was) {
            raised.add(new Raised(watched.entry.sensor(), rule, at));
        }
    }

    /** Alerts that have not cleared, as {@code sensor rule}. */
    List<String> active() {
        List<String> active = new ArrayList<>();
        sensors.forEach((sensor, watched) -> watched.active.forEach((rule, on) -> {
            if (on) {
                active.add(sensor + " " + rule);
            }
        }));
        return active;
    }
}
