package io.citybrain.city.incident;

import io.citybrain.city.alert.Severity;

/**
 * How an incident stands.
 *
 * @param revision rises by one with each event, from 1
 * @param state where it is on its way
 * @param severity of its gravest alert so far
 * @param level who looks after it
 * @param crew whose work it is, or null
 * @param acknowledged a person has seen it
 * @param changedAtMillis time of the newest event
 * @param activeAtMillis time at which its newest alert was raised
 * @param quietSinceMillis time of the newest event that was not the clock's own
 * @param deadlines by when what must have happened
 * @param missed which limits were missed since it was last opened: bits by {@link Deadline}
 * @param escalations how often it has climbed
 * @param shelvedUntilMillis 0 = not shelved
 * @param shelvedAtMillis since when; 0 = not shelved
 * @param lastNote what was last said of it, or null
 */
public record Standing(
        int revision,
        IncidentState state,
        Severity severity,
        Level level,
        String crew,
        boolean acknowledged,
        long changedAtMillis,
        long activeAtMillis,
        long quietSinceMillis,
        Deadlines deadlines,
        int missed,
        int escalations,
        long shelvedUntilMillis,
        long shelvedAtMillis,
        String lastNote) {}
