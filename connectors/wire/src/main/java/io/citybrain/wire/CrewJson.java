package io.citybrain.wire;

import io.citybrain.city.alert.Severity;
import io.citybrain.city.incident.IncidentState;
import io.citybrain.city.incident.Notification;
import io.citybrain.city.incident.WorkOrder;

/**
 * What crews and others are told, and what crews say of themselves. Payloads at most 65,536 bytes, texts 1,024
 * characters, ids 128, a notification's own id 400.
 */
public final class CrewJson {
    /** It is made of the ids of an incident and of a recipient. */
    static final int MAX_NOTIFICATION_ID_CHARACTERS = 400;

    private CrewJson() {}

    /**
     * Encodes a work order: {@code {"incidentId","revision","severity","title":{"zh","en"},"place"?,"crew","state",
     * "dueAt"?,"instructions":{"zh","en"},"lastNote"?}}.
     */
    public static byte[] write(WorkOrder order) {
        return Json.object(json -> {
            Json.text(json, "incidentId", order.incidentId());
            json.writeNumberField("revision", order.revision());
            json.writeStringField("severity", order.severity().word());
            IncidentJson.names(json, "title", order.titleZh(), order.titleEn());
            Places.write(json, order.place());
            Json.text(json, "crew", order.crew());
            json.writeStringField("state", order.state().word());
            Json.timeIfKnown(json, "dueAt", order.dueAtMillis());
            IncidentJson.names(json, "instructions", order.instructionsZh(), order.instructionsEn());
            Json.text(json, "lastNote", order.lastNote());
        });
    }

    /** Decodes a work order. An empty payload, which ends a retained one, is refused: look for it first. */
    public static Decoded<WorkOrder> readWorkOrder(byte[] payload) {
        return JsonTree.read(payload, Json.MAX_PAYLOAD_BYTES, CrewJson::workOrder);
    }

    private static WorkOrder workOrder(Fields fields) {
        Fields title = fields.object("title");
        Fields place = fields.findObject("place");
        Fields instructions = fields.object("instructions");
        return new WorkOrder(
                fields.id("incidentId"),
                fields.whole("revision", 1, Integer.MAX_VALUE),
                Severity.find(fields.word("severity", IncidentJson.SEVERITIES)),
                title.text("zh", Texts.MAX_CHARACTERS),
                title.text("en", Texts.MAX_CHARACTERS),
                place == null ? null : Places.read(place),
                fields.id("crew"),
                IncidentState.find(fields.word("state", IncidentJson.STATES)),
                fields.findTime("dueAt"),
                instructions.text("zh", Texts.MAX_CHARACTERS),
                instructions.text("en", Texts.MAX_CHARACTERS),
                fields.findText("lastNote", Texts.MAX_CHARACTERS));
    }

    /** Encodes {@code {"notificationId","severity","text":{"zh","en"},"refersTo"}}. */
    public static byte[] write(Notification notification) {
        return Json.object(json -> {
            Json.text(json, "notificationId", notification.notificationId());
            json.writeStringField("severity", notification.severity().word());
            IncidentJson.names(json, "text", notification.textZh(), notification.textEn());
            Json.text(json, "refersTo", notification.refersTo());
        });
    }

    /** Decodes a notification. */
    public static Decoded<Notification> readNotification(String recipient, byte[] payload) {
        return JsonTree.read(payload, Json.MAX_PAYLOAD_BYTES, fields -> {
            Fields text = fields.object("text");
            return new Notification(
                    fields.text("notificationId", MAX_NOTIFICATION_ID_CHARACTERS),
                    recipient,
                    Severity.find(fields.word("severity", IncidentJson.SEVERITIES)),
                    text.text("zh", Texts.MAX_CHARACTERS),
                    text.text("en", Texts.MAX_CHARACTERS),
                    fields.id("refersTo"));
        });
    }

    /** Encodes {@code {"observedAt","longitude","latitude"}}. */
    public static byte[] write(CrewPosition position) {
        return Json.object(json -> {
            Json.time(json, "observedAt", position.observedAtMillis());
            Json.number(json, "longitude", position.longitude());
            Json.number(json, "latitude", position.latitude());
        });
    }

    /** Decodes where a crew is. */
    public static Decoded<CrewPosition> readPosition(String crew, byte[] payload) {
        return JsonTree.read(
                payload,
                Json.MAX_PAYLOAD_BYTES,
                fields -> new CrewPosition(
                        crew,
                        fields.time("observedAt"),
                        fields.number("longitude", -180, 180),
                        fields.number("latitude", -90, 90)));
    }
}
