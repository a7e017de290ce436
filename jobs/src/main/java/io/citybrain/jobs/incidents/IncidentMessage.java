package io.citybrain.jobs.incidents;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.incident.IncidentCommand;

/**
 * What concerns the incidents of one district. Besides the district exactly one of alert, command and published is set,
 * or none: then all that is open is to be published again.
 *
 * @param district whose incidents
 * @param alert as it is now
 * @param retained of an alert: it was there before we listened
 * @param command of a person
 * @param published what the broker kept from before the start
 */
public record IncidentMessage(
        String district, Alert alert, boolean retained, IncidentCommand command, PublishedBefore published) {

    /**
     * An incident that the broker kept.
     *
     * @param crew whose work order it is there, or null
     */
    public record PublishedBefore(String incidentId, String crew) {}

    static IncidentMessage of(String district, Alert alert, boolean retained) {
        return new IncidentMessage(district, alert, retained, null, null);
    }

    static IncidentMessage of(String district, IncidentCommand command) {
        return new IncidentMessage(district, null, false, command, null);
    }

    static IncidentMessage of(String district, PublishedBefore published) {
        return new IncidentMessage(district, null, false, null, published);
    }

    static IncidentMessage republish(String district) {
        return new IncidentMessage(district, null, false, null, null);
    }
}
