package io.citybrain.city.detection;

import io.citybrain.city.alert.AlertState;

/**
 * Where the alarm of one rule at one sensor stands.
 *
 * @param phase the phase
 * @param startMillis when the condition began: with rule and sensor it makes the alert's id
 * @param sinceMillis CLEARING: when the condition went away; RESTING and RAISING: when the episode before cleared, 0 =
 *     none
 * @param arrivedAtMillis RAISING and CLEARING: the city time at which the message that began it came in; the clock counts a
 *     delay from there, or a message that was long on its way would be taken for a condition that lasted long
 * @param raisedAtMillis when the alert was raised
 * @param observedAtMillis the reading that did it
 * @param changedAtMillis the newest change that people saw
 * @param revision changes published so far
 * @param state how people handle it
 * @param shelvedUntilMillis of a shelved one
 * @param by who handled it last, or null
 * @param flaps how often it came back soon after it had cleared
 * @param value what was seen when it was raised
 * @param threshold what it was judged by then
 * @param lastCommandId the last command that was carried out, or null
 */
public record Episode(
        Phase phase,
        long startMillis,
        long sinceMillis,
        long arrivedAtMillis,
        long raisedAtMillis,
        long observedAtMillis,
        long changedAtMillis,
        int revision,
        AlertState state,
        long shelvedUntilMillis,
        String by,
        int flaps,
        double value,
        double threshold,
        String lastCommandId) {

    /** RAISING waits for the on-delay, CLEARING for the off-delay; RESTING remembers a recent alert, to see flapping. */
    public enum Phase {
        RAISING,
        ACTIVE,
        CLEARING,
        RESTING
    }

    /** What somebody, or the end of a shelf, makes of an open alert. */
    record Handling(AlertState state, long untilMillis, String by, String commandId, long atMillis) {}

    /** True while people see an open alert. */
    public boolean isOpen() {
        return phase == Phase.ACTIVE || phase == Phase.CLEARING;
    }

    Episode enter(Phase newPhase, long newSinceMillis, long newArrivedAtMillis) {
        return new Episode(
                newPhase,
                startMillis,
                newSinceMillis,
                newArrivedAtMillis,
                raisedAtMillis,
                observedAtMillis,
                changedAtMillis,
                revision,
                state,
                shelvedUntilMillis,
                by,
                flaps,
                value,
                threshold,
                lastCommandId);
    }

    Episode raised(long atMillis, AlertState newState, int newFlaps) {
        return new Episode(
                Phase.ACTIVE,
                startMillis,
                0,
                0,
                atMillis,
                observedAtMillis,
                atMillis,
                1,
                newState,
                shelvedUntilMillis,
                newState == AlertState.SHELVED ? by : null,
                newFlaps,
                value,
                threshold,
                null);
    }

    Episode cleared(long atMillis) {
        return new Episode(
                Phase.RESTING,
                startMillis,
                atMillis,
                0,
                raisedAtMillis,
                observedAtMillis,
                atMillis,
                revision + 1,
                state == AlertState.SHELVED ? AlertState.SHELVED : AlertState.CLEARED,
                shelvedUntilMillis,
                by,
                flaps,
                value,
                threshold,
                lastCommandId);
    }

    Episode handled(Handling handling) {
        return new Episode(
                phase,
                startMillis,
                sinceMillis,
                arrivedAtMillis,
                raisedAtMillis,
                observedAtMillis,
                handling.atMillis(),
                revision + 1,
                handling.state(),
                handling.untilMillis(),
                handling.by(),
                flaps,
                value,
                threshold,
                handling.commandId());
    }
}
