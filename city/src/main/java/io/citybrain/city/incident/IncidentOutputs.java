package io.citybrain.city.incident;

import io.citybrain.city.alert.CommandOutcome;

/** What the desk decides, in its order. */
public interface IncidentOutputs {

    /**
     * An incident after an event.
     *
     * @param formerCrew whose work order it was before; null = nobody's, or still the same crew's
     */
    void happened(Incident incident, IncidentEvent event, String formerCrew);

    /** A closed incident has changed in a way that concerns nobody; it is only to be kept as it is now. */
    void kept(Incident incident);

    /** An incident that is over is not needed any more. */
    void forgotten(String incidentId);

    void notification(Notification notification);

    void outcome(CommandOutcome outcome);
}
