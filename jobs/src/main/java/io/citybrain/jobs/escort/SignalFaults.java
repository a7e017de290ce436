package io.citybrain.jobs.escort;

import io.citybrain.city.greenwave.SignalReading;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the sensing job has found wrong with signals. A signal that says of itself that nothing is wrong may still have
 * an open alert; then the alert counts. Soft: the broker retains open alerts.
 */
final class SignalFaults {
    private static final String NONE = "none";
    private static final String PREFIX = "signal-";

    private final Map<String, TreeSet<String>> rules = new HashMap<>();

    /** Notes an alert; the reading by which the planner learns of it at once. */
    SignalReading hear(SignalAlert alert) {
        TreeSet<String> open = rules.computeIfAbsent(alert.signal(), signal -> new TreeSet<>());
        if (alert.open()) {
            open.add(alert.rule());
        } else {
            open.remove(alert.rule());
        }
        if (open.isEmpty()) {
            rules.remove(alert.signal());
        }
        return withAlerts(new SignalReading(alert.signal(), alert.atMillis(), null, null, Double.NaN, NONE));
    }

    /** The reading with the fault that an alert has found, unless it names one itself. */
    SignalReading withAlerts(SignalReading reading) {
        TreeSet<String> open = rules.get(reading.signal());
        boolean namesOne = reading.fault() != null && !reading.fault().equals(NONE);
        if (open == null || namesOne) {
            return reading;
        }
        String rule = open.first();
        return new SignalReading(
                reading.signal(),
                reading.observedAtMillis(),
                reading.state(),
                reading.program(),
                reading.elapsedSeconds(),
                rule.startsWith(PREFIX) ? rule.substring(PREFIX.length()) : rule);
    }
}
