package io.citybrain.city.incident;

import io.citybrain.city.alert.Severity;
import java.io.Serializable;

/**
 * How a city handles incidents.
 *
 * @param limits by severity
 * @param joining when alerts are one incident
 * @param policy what goes by itself
 */
public record IncidentSettings(LimitsBySeverity limits, Joining joining, Policy policy) implements Serializable {
    private static final long serialVersionUID = 1;

    /** Limits of each severity. */
    public record LimitsBySeverity(Limits critical, Limits major, Limits minor, Limits info) implements Serializable {
        private static final long serialVersionUID = 1;

        Limits of(Severity severity) {
            return switch (severity) {
                case CRITICAL -> critical;
                case MAJOR -> major;
                case MINOR -> minor;
                case INFO -> info;
            };
        }
    }

    /**
     * When alerts are one incident.
     *
     * @param nearMetres an alert so near to one of an incident's alerts joins it: the spacing of covers along a street
     *     is 30 to 50 m (GB 50014), two streets are further apart
     * @param withinSeconds if it was raised so soon after, or before, the incident's newest alert
     * @param reopenWithinSeconds an incident closed no longer ago is reopened instead of doubled
     */
    public record Joining(double nearMetres, int withinSeconds, int reopenWithinSeconds) implements Serializable {
        private static final long serialVersionUID = 1;
    }

    /**
     * What goes by itself.
     *
     * @param registerFrom alerts from this severity make incidents; milder ones may only join one
     * @param dispatchFrom incidents from this severity go to the grid's crew at once; null = a person assigns each
     * @param closeSelfClearedUpTo incidents up to this severity that nobody has accepted are closed when all their
     *     alerts are cleared; null = none
     * @param closeAfterSeconds so long after the last change, where a rule closes: untouched ones as above, resolved
     *     and verified ones whose alerts are all cleared
     */
    public record Policy(
            Severity registerFrom, Severity dispatchFrom, Severity closeSelfClearedUpTo, int closeAfterSeconds)
            implements Serializable {
        private static final long serialVersionUID = 1;
    }

    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;

    public static final IncidentSettings DEFAULTS = new IncidentSettings(
            new LimitsBySeverity(
                    new Limits(2 * MINUTE, 20 * MINUTE, 2 * HOUR),
                    new Limits(5 * MINUTE, 40 * MINUTE, 4 * HOUR),
                    new Limits(30 * MINUTE, 4 * HOUR, 24 * HOUR),
                    new Limits(0, 0, 0)),
            new Joining(100, 10 * MINUTE, 30 * MINUTE),
            new Policy(Severity.MINOR, Severity.CRITICAL, Severity.MINOR, 30 * MINUTE));
}
