package io.citybrain.city.alert;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Place;

/**
 * One episode of one rule at one sensor, as it stands after its latest change.
 *
 * @param alertId hash of rule, sensor and start of the episode: a replay gives the same id again
 * @param revision rises by one at each change of this alert, from 1
 * @param kind the sensor's kind as in topics; "feed" for an alert of City Brain's own input
 * @param sensor the sensor's id
 * @param rule the rule's id
 * @param ruleVersion the version of the rule that decided
 * @param severity how much it matters
 * @param state where it stands
 * @param raisedAtMillis when the condition had held for its on-delay, in the sensor's time
 * @param clearedAtMillis when it had been gone for its off-delay; 0 = still open
 * @param observedAtMillis time of the reading that did it; of the last message where time alone decided, of the
 *     registration if there was none
 * @param changedAtMillis time of this change: raised, cleared, acknowledged, shelved
 * @param quantity the contract's name of what was judged, or null
 * @param value what was seen; NaN if there is no number
 * @param threshold what it was judged by; NaN if there is none
 * @param unit unit of value and threshold, may be empty
 * @param place where
 * @param area the sensor's area, or null
 * @param textZh one sentence for people, Chinese
 * @param textEn one sentence for people, English
 * @param by who acknowledged or shelved, or null
 * @param decidedByClock true if the passing of time decided this change, not a message
 */
public record Alert(
        String alertId,
        int revision,
        String kind,
        String sensor,
        String rule,
        int ruleVersion,
        Severity severity,
        AlertState state,
        long raisedAtMillis,
        long clearedAtMillis,
        long observedAtMillis,
        long changedAtMillis,
        String quantity,
        double value,
        double threshold,
        String unit,
        Place place,
        String area,
        String textZh,
        String textEn,
        String by,
        boolean decidedByClock) {

    /** Kind of alerts about City Brain's own input. */
    public static final String FEED = "feed";

    /** The kind of the sensor, or null for an alert that is not about a sensor. */
    public Kind findKind() {
        return Kind.find(kind);
    }

    /** The same alert, cleared because no open episode stands behind it any more. */
    public Alert clearedAsOrphan(long nowMillis) {
        return new Alert(
                alertId,
                revision + 1,
                kind,
                sensor,
                rule,
                ruleVersion,
                severity,
                AlertState.CLEARED,
                raisedAtMillis,
                nowMillis,
                observedAtMillis,
                nowMillis,
                quantity,
                value,
                threshold,
                unit,
                place,
                area,
                textZh,
                textEn,
                by,
                false);
    }
}
