package io.citybrain.jobs.incidents;

import io.citybrain.city.incident.Incident;
import io.citybrain.city.incident.IncidentEvent;
import io.citybrain.city.sensing.Rejection;

/** What goes to the store: an event with the incident after it, or what was refused. */
public record IncidentLine(Incident incident, IncidentEvent event, Rejection rejection) {

    static IncidentLine of(Rejection rejection) {
        return new IncidentLine(null, null, rejection);
    }
}
