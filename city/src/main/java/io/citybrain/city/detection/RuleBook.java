package io.citybrain.city.detection;

import static io.citybrain.city.alert.Severity.CRITICAL;
import static io.citybrain.city.alert.Severity.MAJOR;
import static io.citybrain.city.alert.Severity.MINOR;

import io.citybrain.city.alert.Severity;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Limit;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.SensorEntry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The rules of the city, by kind of sensor, in the order in which they judge. */
public final class RuleBook {
    /** Nothing heard of a sensor for longer than its heartbeat. Judges every kind, by the city clock alone. */
    public static final String SILENT = "silent";

    private static final double BY_REGISTRY_ONLY = Double.NaN;

    private final Map<Kind, List<Rule>> byKind = new EnumMap<>(Kind.class);
    private final Rule silent;
    private final Map<Kind, List<RuleMemory>> nothing = new EnumMap<>(Kind.class);
    private final RuleMemory noSilence;

    private RuleBook(List<Rule> rules, Rule silent) {
        for (Kind kind : Kind.values()) {
            List<Rule> own = rules.stream().filter(r -> r.kind() == kind).toList();
            byKind.put(kind, own);
            nothing.put(
                    kind, own.stream().map(rule -> RuleMemory.empty(rule.id())).toList());
        }
        this.silent = silent;
        this.noSilence = RuleMemory.empty(silent.id());
    }

    /** The rules that City Brain ships. Sources stand beside each limit. */
    public static RuleBook standard() {
        List<Rule> rules = new ArrayList<>();
        addManholeRules(rules);
        addWaterRules(rules);
        addSignalRules(rules);
        // Current that leaks from a lamp post: 30 mA is what a residual-current device for people trips at (IEC
        // 61008-1).
        rules.add(new Rule(
                "leakage-current",
                1,
                Kind.LAMP_POST,
                Quantity.LEAKAGE_MILLIAMPERES,
                new AtLeast(Quantity.LEAKAGE_MILLIAMPERES),
                seconds(30, 20, 0, 0),
                10,
                CRITICAL,
                "mA",
                new AlertWords(
                        "灯杆{sensor}漏电{value}{unit}，限值{threshold}{unit}{where}",
                        "Lamp post {sensor} leaks {value} {unit}, limit {threshold} {unit}{where}")));
        return new RuleBook(rules, silentRule());
    }

    private static Rule silentRule() {
        return new Rule(
                SILENT,
                1,
                null,
                null,
                null,
                seconds(0, 0, 0, 0),
                0,
                MINOR,
                "s",
                new AlertWords(
                        "传感器{sensor}失联：超过{threshold}秒没有消息{where}",
                        "Sensor {sensor} is silent: no message for more than {threshold} s{where}"));
    }

    private static void addManholeRules(List<Rule> rules) {
        rules.add(new Rule(
                "cover-opened",
                1,
                Kind.MANHOLE,
                Quantity.OPEN,
                new CoverOpened(),
                seconds(1, 1, 0, 0),
                0,
                CRITICAL,
                "",
                new AlertWords("井盖{sensor}被打开{where}", "Manhole cover {sensor} is open{where}")));
        // More than 15 degrees for more than 2-3 s is the usual setting; a vehicle's shock is shorter.
        rules.add(new Rule(
                "cover-tilted",
                1,
                Kind.MANHOLE,
                Quantity.TILT_DEGREES,
                new CoverTilted(),
                seconds(15, 10, 3, 0),
                5,
                MAJOR,
                "°",
                new AlertWords(
                        "井盖{sensor}倾斜[{value}{unit}，限值{threshold}{unit}]{where}",
                        "Manhole cover {sensor} is tilted[ by {value}{unit}, limit {threshold}{unit}]{where}")));
        rules.add(
                new Rule(
                        "water-under-cover",
                        1,
                        Kind.MANHOLE,
                        Quantity.WATER_LEVEL_METRES,
                        new AtMost(Quantity.WATER_LEVEL_METRES),
                        seconds(0.30, 0.50, 0, 0),
                        -0.20,
                        MAJOR,
                        "m",
                        new AlertWords(
                                "井{sensor}水面距井盖{value}{unit}，限值{threshold}{unit}{where}",
                                "Water in manhole {sensor} is {value} {unit} below the cover, limit {threshold} {unit}{where}")));
        // 20 % of the lower explosive limit and 10 ppm are the usual low alarms of gas detectors (EN 60079-29-2).
        rules.add(gas("methane-high", Quantity.METHANE_PERCENT_LEL, seconds(20, 15, 0, 0), "甲烷", "Methane"));
        rules.add(gas(
                "hydrogen-sulfide-high",
                Quantity.HYDROGEN_SULFIDE_PPM,
                seconds(10, 7, 0, 0),
                "硫化氢",
                "Hydrogen sulfide"));
    }

    private static Rule gas(String id, Quantity quantity, Bounds bounds, String zh, String en) {
        return new Rule(
                id,
                1,
                Kind.MANHOLE,
                quantity,
                new AtLeast(quantity),
                bounds,
                bounds.raise() - bounds.clear(),
                CRITICAL,
                quantity.unit(),
                new AlertWords(
                        "井{sensor}" + zh + "{value}{unit}，限值{threshold}{unit}{where}",
                        en + " in manhole {sensor} is {value} {unit}, limit {threshold} {unit}{where}"));
    }

    /**
     * A gauge is judged by the rules whose limits its registry entry sets: what is a jump in a canal is a common wave at
     * a weir.
     */
    private static void addWaterRules(List<Rule> rules) {
        rules.add(new Rule(
                "level-jump",
                1,
                Kind.WATER_LEVEL,
                Quantity.LEVEL_METRES,
                new RateOfChange(Quantity.LEVEL_METRES, 0.30),
                seconds(BY_REGISTRY_ONLY, BY_REGISTRY_ONLY, 0, 0),
                0,
                MINOR,
                "m",
                new AlertWords(
                        "水位计{sensor}读数跳变到{value}{unit}，待下次读数确认{where}",
                        "Gauge {sensor} jumped to {value} {unit}; the next reading will confirm it or not{where}")));
        rules.add(new Rule(
                "level-stuck",
                1,
                Kind.WATER_LEVEL,
                Quantity.LEVEL_METRES,
                new Unchanged(Quantity.LEVEL_METRES),
                seconds(BY_REGISTRY_ONLY, BY_REGISTRY_ONLY, 0, 0),
                0,
                MINOR,
                "m",
                new AlertWords(
                        "水位计{sensor}读数卡在{value}{unit}，超过{threshold}秒未变{where}",
                        "Gauge {sensor} is stuck at {value} {unit} for more than {threshold} s{where}")));
        rules.add(level("water-above-warning", MAJOR, "警戒水位", "warning level"));
        rules.add(level("water-above-guarantee", CRITICAL, "保证水位", "guarantee level"));
    }

    private static Rule level(String id, Severity severity, String zh, String en) {
        return new Rule(
                id,
                1,
                Kind.WATER_LEVEL,
                Quantity.LEVEL_METRES,
                new AtLeast(Quantity.LEVEL_METRES),
                seconds(BY_REGISTRY_ONLY, BY_REGISTRY_ONLY, 0, 0),
                0.10,
                severity,
                "m",
                new AlertWords(
                        "{sensor}水位{value}{unit}，达到" + zh + "{threshold}{unit}{where}",
                        "Water at {sensor} is at {value} {unit}, " + en + " {threshold} {unit}{where}"));
    }

    private static void addSignalRules(List<Rule> rules) {
        rules.add(signal("signal-conflict", new SignalConflict(), CRITICAL, "绿灯冲突", "shows conflicting greens"));
        rules.add(signal("signal-dark", new SignalFault("dark", 'O'), CRITICAL, "灭灯", "is dark"));
        rules.add(signal("signal-flashing", new SignalFault("flashing", 'o'), MAJOR, "黄闪", "is flashing"));
        rules.add(new Rule(
                "signal-phase-stuck",
                1,
                Kind.TRAFFIC_SIGNAL,
                Quantity.PHASE,
                new PhaseStuck(),
                seconds(300, 300, 0, 0),
                0,
                MAJOR,
                "",
                new AlertWords(
                        "信号机{sensor}停在同一相位超过{threshold}秒{where}",
                        "Signal {sensor} has been in one phase for more than {threshold} s{where}")));
    }

    private static Rule signal(String id, Detector detector, Severity severity, String zh, String en) {
        return new Rule(
                id,
                1,
                Kind.TRAFFIC_SIGNAL,
                Quantity.STATE,
                detector,
                seconds(1, 1, 0, 0),
                0,
                severity,
                "",
                new AlertWords("信号机{sensor}" + zh + "{where}", "Signal {sensor} " + en + "{where}"));
    }

    private static Bounds seconds(double raise, double clear, double onDelaySeconds, double offDelaySeconds) {
        return new Bounds(raise, clear, Math.round(onDelaySeconds * 1000), Math.round(offDelaySeconds * 1000));
    }

    /** The rules that judge readings of a kind, in their order. */
    public List<Rule> rules(Kind kind) {
        return byKind.get(kind);
    }

    public Rule silent() {
        return silent;
    }

    /** What the rules of a kind remember of a sensor at which all is normal, in their order: one for all sensors. */
    List<RuleMemory> nothing(Kind kind) {
        return nothing.get(kind);
    }

    /** The same of {@link #silent}. */
    RuleMemory noSilence() {
        return noSilence;
    }

    /** The rule of that id for a kind, or null. */
    public Rule find(Kind kind, String id) {
        if (id.equals(SILENT)) {
            return silent;
        }
        for (Rule rule : byKind.get(kind)) {
            if (rule.id().equals(id)) {
                return rule;
            }
        }
        return null;
    }

    /** What is wrong with the limits of a registry entry: rules that its kind does not have, clear beyond raise. */
    public List<String> check(SensorEntry sensor) {
        List<String> errors = new ArrayList<>();
        for (Limit limit : sensor.limits()) {
            Rule rule = find(sensor.kind(), limit.rule());
            if (rule == null) {
                errors.add("limits." + limit.rule() + ": " + sensor.kind().topicName() + " has no such rule; it has "
                        + ids(sensor.kind()));
            } else if (!limit.off() && Double.isNaN(Bounds.of(rule, limit).raise())) {
                errors.add("limits." + limit.rule() + ".raise is missing: without it the rule judges nothing");
            } else {
                checkOrder(limit, rule, errors);
            }
        }
        return errors;
    }

    private static void checkOrder(Limit limit, Rule rule, List<String> errors) {
        Bounds bounds = Bounds.of(rule, limit);
        boolean highIsBad = rule.detector() instanceof AtLeast || rule.detector() instanceof CoverTilted;
        boolean lowIsBad = rule.detector() instanceof AtMost;
        if ((highIsBad && bounds.clear() > bounds.raise()) || (lowIsBad && bounds.clear() < bounds.raise())) {
            errors.add("limits." + limit.rule() + ": clear " + bounds.clear() + " lies beyond raise " + bounds.raise()
                    + ": the alert would never rest");
        }
    }

    private String ids(Kind kind) {
        List<String> ids = new ArrayList<>();
        byKind.get(kind).forEach(rule -> ids.add(rule.id()));
        ids.add(SILENT);
        return String.join(", ", ids);
    }
}
