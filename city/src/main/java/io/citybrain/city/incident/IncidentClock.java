package io.citybrain.city.incident;

import io.citybrain.city.alert.Severity;

/** What the passing of time does to an incident: limits are missed, shelves end, what is over is closed and forgotten. */
final class IncidentClock {
    /** An alert that stays raised for so long after its incident was closed is another incident. */
    private static final long LONGEST_MEMORY_MILLIS = 7L * 24 * 3_600 * 1_000;

    private final IncidentSettings settings;

    IncidentClock(IncidentSettings settings) {
        this.settings = settings;
    }

    /** When to look at the incident next; Long.MAX_VALUE = time does nothing to it. */
    long dueAtMillis(Incident incident) {
        if (!incident.isOpen()) {
            return forgetAtMillis(incident);
        }
        return incident.isShelved()
                ? incident.standing().shelvedUntilMillis()
                : Math.min(limitAtMillis(incident.standing()), closeAtMillis(incident));
    }

    /** The next limit that will be missed, or null. */
    Deadline nextLimit(Standing standing) {
        Deadline next = null;
        for (Deadline deadline : Deadline.values()) {
            if (deadline.overAtMillis(standing) < (next == null ? Long.MAX_VALUE : next.overAtMillis(standing))) {
                next = deadline;
            }
        }
        return next;
    }

    private long limitAtMillis(Standing standing) {
        Deadline next = nextLimit(standing);
        return next == null ? Long.MAX_VALUE : next.overAtMillis(standing);
    }

    /** When the rule closes it; Long.MAX_VALUE = a person must. */
    long closeAtMillis(Incident incident) {
        if (!incident.allCleared()) {
            return Long.MAX_VALUE;
        }
        Severity most = settings.policy().closeSelfClearedUpTo();
        boolean isUntouched = incident.state().compareTo(IncidentState.ACCEPTED) < 0;
        boolean bySelf = isUntouched && most != null && incident.severity().compareTo(most) <= 0;
        boolean isDone = !incident.state().needsWork();
        return bySelf || isDone
                ? incident.standing().quietSinceMillis() + settings.policy().closeAfterSeconds() * 1_000L
                : Long.MAX_VALUE;
    }

    private long forgetAtMillis(Incident incident) {
        long memory = incident.allCleared() ? settings.joining().reopenWithinSeconds() * 1_000L : LONGEST_MEMORY_MILLIS;
        return incident.standing().changedAtMillis() + memory;
    }
}
