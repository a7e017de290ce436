package io.citybrain.jobs.incidents;

import io.citybrain.city.incident.Incident;
import io.citybrain.city.incident.IncidentEvent;
import io.citybrain.influxdb.client.LineBuilder;
import io.citybrain.jobs.sensing.StoreLines;
import io.citybrain.jobs.sensing.Stored;

/**
 * Events of incidents as points of the store. Two events of one grid, kind and sort may happen in one millisecond, and
 * ids are no tags: the event's number in its district makes the microseconds, so they stay two points and a repeated
 * one stays one.
 */
public final class IncidentLines {
    public static final String INCIDENT_EVENT = "incident_event";

    private static final long MICROS = 1_000;
    private static final String NO_GRID = "-";

    private IncidentLines() {}

    static void write(IncidentLine line, LineBuilder out) {
        if (line.rejection() != null) {
            StoreLines.write(new Stored(null, line.rejection(), null), out);
        } else {
            write(line.incident(), line.event(), out);
        }
    }

    private static void write(Incident incident, IncidentEvent event, LineBuilder out) {
        String grid = incident.subject().grid();
        IncidentEvent.Details details = event.details();
        out.measurement(INCIDENT_EVENT)
                .tag("grid", grid == null ? NO_GRID : grid)
                .tag("kind", incident.subject().kind())
                .tag("event", event.type().word())
                .field("incidentId", incident.incidentId())
                .field("revision", (long) incident.standing().revision())
                .field("state", incident.state().word())
                .field("severity", incident.severity().word())
                .field("level", incident.standing().level().id())
                .field("by", event.by())
                .field("note", orEmpty(details.note()))
                .field("crew", orEmpty(incident.standing().crew()))
                .field("photo", orEmpty(details.photo()))
                .field("alertId", details.alert() == null ? "" : details.alert().alertId())
                .field("limit", orEmpty(details.limit()))
                .timestampMicros(event.atMillis() * MICROS + event.sequence() % MICROS);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
