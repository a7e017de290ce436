package io.citybrain.jobs.incidents;

import io.citybrain.city.incident.Incident;
import io.citybrain.city.incident.IncidentEvent;

/**
 * An incident to be published.
 *
 * @param incidentId always set
 * @param incident as it is now; null = nobody knows it any more, and it is taken from the broker
 * @param event what has happened; null = nothing, it is only told again
 * @param formerCrew whose work order is taken away, or null
 */
public record IncidentChange(String incidentId, Incident incident, IncidentEvent event, String formerCrew) {

    static IncidentChange again(Incident incident) {
        return new IncidentChange(incident.incidentId(), incident, null, null);
    }

    static IncidentChange orphan(IncidentMessage.PublishedBefore published) {
        return new IncidentChange(published.incidentId(), null, null, published.crew());
    }
}
