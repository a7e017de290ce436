package io.citybrain.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.Severity;
import io.citybrain.city.incident.AlertPart;
import io.citybrain.city.incident.Deadlines;
import io.citybrain.city.incident.EventType;
import io.citybrain.city.incident.Incident;
import io.citybrain.city.incident.IncidentEvent;
import io.citybrain.city.incident.IncidentState;
import io.citybrain.city.incident.Level;
import io.citybrain.city.incident.Standing;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Incidents as they stand. At most 262,144 bytes, 50 alerts, 50 events, 10 links; texts 1,024 characters, ids 128. */
public final class IncidentJson {

    static final int MAX_BYTES = 262_144;
    static final int MAX_ALERTS = Incident.MOST_ALERTS;
    static final int MAX_EVENTS = Incident.MOST_EVENTS;
    static final int MAX_LINKS = 10;
    static final int MAX_LEVEL = 20;

    static final List<String> SEVERITIES =
            Arrays.stream(Severity.values()).map(Severity::word).toList();
    static final List<String> STATES =
            Arrays.stream(IncidentState.values()).map(IncidentState::word).toList();
    private static final List<String> ALERT_STATES =
            Arrays.stream(AlertState.values()).map(AlertState::word).toList();
    private static final List<String> EVENTS =
            Arrays.stream(EventType.values()).map(EventType::word).toList();

    private IncidentJson() {}

    /**
     * Encodes an incident: {@code {"incidentId","revision","state","severity","kind","title":{"zh","en"},"place"?,
     * "grid"?,"level":{"index","id","name":{"zh","en"}},"crew"?,"registeredAt","changedAt","deadlines":{"acknowledgeBy"?,
     * "arriveBy"?,"resolveBy"?},"escalations","acknowledged","shelvedUntil"?,"alerts":[…],"events":[…],"links"?}}.
     */
    public static byte[] write(Incident incident) {
        return Json.object(json -> {
            Standing standing = incident.standing();
            Json.text(json, "incidentId", incident.incidentId());
            json.writeNumberField("revision", standing.revision());
            json.writeStringField("state", standing.state().word());
            json.writeStringField("severity", standing.severity().word());
            Json.text(json, "kind", incident.subject().kind());
            names(json, "title", incident.titleZh(), incident.titleEn());
            Places.write(json, incident.subject().place());
            Json.text(json, "grid", incident.subject().grid());
            writeLevel(json, standing.level());
            Json.text(json, "crew", standing.crew());
            Json.time(json, "registeredAt", incident.subject().registeredAtMillis());
            Json.time(json, "changedAt", standing.changedAtMillis());
            writeDeadlines(json, standing.deadlines());
            json.writeNumberField("escalations", standing.escalations());
            json.writeBooleanField("acknowledged", standing.acknowledged());
            Json.timeIfKnown(json, "shelvedUntil", standing.shelvedUntilMillis());
            writeAlerts(json, incident.alerts());
            writeEvents(json, incident.events());
            if (!incident.links().isEmpty()) {
                Json.texts(json, "links", incident.links());
            }
        });
    }

    static void names(JsonGenerator json, String field, String zh, String en) throws IOException {
        json.writeObjectFieldStart(field);
        Json.text(json, "zh", cut(zh));
        Json.text(json, "en", cut(en));
        json.writeEndObject();
    }

    /** A title may have grown beyond what a reader takes. */
    private static String cut(String text) {
        return text.length() <= Texts.MAX_CHARACTERS ? text : text.substring(0, Texts.MAX_CHARACTERS);
    }

    private static void writeLevel(JsonGenerator json, Level level) throws IOException {
        json.writeObjectFieldStart("level");
        json.writeNumberField("index", level.index());
        Json.text(json, "id", level.id());
        names(json, "name", level.nameZh(), level.nameEn());
        json.writeEndObject();
    }

    private static void writeDeadlines(JsonGenerator json, Deadlines deadlines) throws IOException {
        json.writeObjectFieldStart("deadlines");
        Json.timeIfKnown(json, "acknowledgeBy", deadlines.acknowledgeByMillis());
        Json.timeIfKnown(json, "arriveBy", deadlines.arriveByMillis());
        Json.timeIfKnown(json, "resolveBy", deadlines.resolveByMillis());
        json.writeEndObject();
    }

    private static void writeAlerts(JsonGenerator json, List<AlertPart> alerts) throws IOException {
        json.writeArrayFieldStart("alerts");
        for (AlertPart alert : alerts) {
            json.writeStartObject();
            Json.text(json, "alertId", alert.alertId());
            json.writeNumberField("revision", alert.revision());
            Json.text(json, "kind", alert.kind());
            Json.text(json, "sensor", alert.sensor());
            Json.text(json, "rule", alert.rule());
            json.writeStringField("severity", alert.severity().word());
            json.writeStringField("state", alert.state().word());
            Places.write(json, alert.place());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeEvents(JsonGenerator json, List<IncidentEvent> events) throws IOException {
        json.writeArrayFieldStart("events");
        for (IncidentEvent event : events) {
            json.writeStartObject();
            Json.time(json, "at", event.atMillis());
            Json.text(json, "by", event.by());
            json.writeStringField("event", event.type().word());
            write(event.details(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(IncidentEvent.Details details, JsonGenerator json) throws IOException {
        Json.text(json, "note", details.note());
        Json.text(json, "photo", details.photo());
        Json.text(json, "crew", details.crew());
        if (details.alert() != null) {
            Json.text(json, "alertId", details.alert().alertId());
            Json.text(json, "sensor", details.alert().sensor());
            json.writeStringField("alertState", details.alert().state().word());
        }
        if (details.level() != null) {
            writeLevel(json, details.level());
        }
        Json.text(json, "limit", details.limit());
        Json.timeIfKnown(json, "until", details.untilMillis());
        Json.text(json, "incident", details.linked());
    }

    /**
     * Decodes an incident. An empty payload, which by the contract ends a retained incident, is refused here: look for
     * it first.
     */
    public static Decoded<PublishedIncident> read(byte[] payload) {
        return JsonTree.read(payload, MAX_BYTES, IncidentJson::incident);
    }

    private static PublishedIncident incident(Fields fields) {
        Fields title = fields.object("title");
        Fields place = fields.findObject("place");
        Fields deadlines = fields.object("deadlines");
        return new PublishedIncident(
                fields.id("incidentId"),
                fields.whole("revision", 1, Integer.MAX_VALUE),
                IncidentState.find(fields.word("state", STATES)),
                Severity.find(fields.word("severity", SEVERITIES)),
                fields.id("kind"),
                title.text("zh", Texts.MAX_CHARACTERS),
                title.text("en", Texts.MAX_CHARACTERS),
                place == null ? null : Places.read(place),
                fields.findId("grid"),
                fields.object("level").whole("index", 0, MAX_LEVEL),
                fields.findId("crew"),
                fields.time("registeredAt"),
                fields.time("changedAt"),
                new Deadlines(
                        deadlines.findTime("acknowledgeBy"),
                        deadlines.findTime("arriveBy"),
                        deadlines.findTime("resolveBy")),
                fields.whole("escalations", 0, Integer.MAX_VALUE),
                fields.flag("acknowledged"),
                fields.findTime("shelvedUntil"),
                fields.findObjects("alerts", MAX_ALERTS).stream()
                        .map(IncidentJson::alert)
                        .toList(),
                fields.findObjects("events", MAX_EVENTS).stream()
                        .map(event -> event.word("event", EVENTS))
                        .toList(),
                fields.findIds("links", MAX_LINKS));
    }

    private static AlertPart alert(Fields alert) {
        Fields place = alert.findObject("place");
        return new AlertPart(
                alert.id("alertId"),
                alert.whole("revision", 1, Integer.MAX_VALUE),
                alert.id("kind"),
                alert.id("sensor"),
                alert.id("rule"),
                Severity.find(alert.word("severity", SEVERITIES)),
                AlertState.find(alert.word("state", ALERT_STATES)),
                place == null ? null : Places.read(place));
    }
}
