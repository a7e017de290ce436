package io.citybrain.wire;

import io.citybrain.city.alert.Severity;
import io.citybrain.city.incident.AlertPart;
import io.citybrain.city.incident.Deadlines;
import io.citybrain.city.incident.IncidentState;
import io.citybrain.city.sensing.Place;
import java.util.List;

/**
 * An incident as others read it from its topic.
 *
 * @param place or null
 * @param grid null = it lies outside all grids
 * @param level index of who looks after it: 0 = the grid
 * @param crew or null
 * @param shelvedUntilMillis 0 = not shelved
 * @param events words of the newest events, oldest first
 * @param links ids of incidents that have to do with it
 */
public record PublishedIncident(
        String incidentId,
        int revision,
        IncidentState state,
        Severity severity,
        String kind,
        String titleZh,
        String titleEn,
        Place place,
        String grid,
        int level,
        String crew,
        long registeredAtMillis,
        long changedAtMillis,
        Deadlines deadlines,
        int escalations,
        boolean acknowledged,
        long shelvedUntilMillis,
        List<AlertPart> alerts,
        List<String> events,
        List<String> links) {}
