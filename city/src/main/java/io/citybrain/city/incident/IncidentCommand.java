package io.citybrain.city.incident;

import java.util.List;

/**
 * What a person wants of an incident.
 *
 * @param commandId unique; a repeated command changes nothing and is answered the same
 * @param incidentId the incident
 * @param action what to do
 * @param by who
 * @param atMillis when they asked, or when it happened: a phone may have been offline
 * @param note what they say, or null
 * @param crew of ASSIGN: to whom, null = the grid's own; of a crew's own command: who they are, or null
 * @param departments of WHISTLE: whom to call; may be empty
 * @param photo id of a photo that was uploaded, or null
 * @param untilMillis of SHELVE: until when
 */
public record IncidentCommand(
        String commandId,
        String incidentId,
        IncidentAction action,
        String by,
        long atMillis,
        String note,
        String crew,
        List<String> departments,
        String photo,
        long untilMillis) {}
