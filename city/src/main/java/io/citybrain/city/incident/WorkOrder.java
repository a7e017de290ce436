package io.citybrain.city.incident;

import io.citybrain.city.alert.Severity;
import io.citybrain.city.sensing.Place;

/**
 * What a crew has to do about an incident.
 *
 * @param revision the incident's
 * @param place or null
 * @param state the incident's
 * @param dueAtMillis by when the crew must do its next step; 0 = no limit
 * @param lastNote what was last said of the incident, or null
 */
public record WorkOrder(
        String incidentId,
        int revision,
        Severity severity,
        String titleZh,
        String titleEn,
        Place place,
        String crew,
        IncidentState state,
        long dueAtMillis,
        String instructionsZh,
        String instructionsEn,
        String lastNote) {

    static WorkOrder of(Incident incident) {
        Standing standing = incident.standing();
        Matter matter = incident.subject().matter();
        return new WorkOrder(
                incident.incidentId(),
                standing.revision(),
                standing.severity(),
                incident.titleZh(),
                incident.titleEn(),
                incident.subject().place(),
                standing.crew(),
                standing.state(),
                dueAt(standing),
                matter.instructionsZh(),
                matter.instructionsEn(),
                standing.lastNote());
    }

    private static long dueAt(Standing standing) {
        if (!standing.state().needsWork()) {
            return 0;
        }
        boolean isThere = standing.state() == IncidentState.ON_SITE;
        return isThere || standing.deadlines().arriveByMillis() == 0
                ? standing.deadlines().resolveByMillis()
                : standing.deadlines().arriveByMillis();
    }
}
