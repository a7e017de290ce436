package io.citybrain.city.incident;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.Severity;
import io.citybrain.city.sensing.Place;

/**
 * What an incident knows of one of its alerts.
 *
 * @param place where, or null; its name is left to the alert
 */
public record AlertPart(
        String alertId,
        int revision,
        String kind,
        String sensor,
        String rule,
        Severity severity,
        AlertState state,
        Place place) {

    static AlertPart of(Alert alert) {
        return new AlertPart(
                alert.alertId(),
                alert.revision(),
                alert.kind(),
                alert.sensor(),
                alert.rule(),
                alert.severity(),
                alert.state(),
                alert.place());
    }

    boolean isCleared() {
        return state == AlertState.CLEARED;
    }
}
