package io.citybrain.wire;

import io.citybrain.city.incident.IncidentAction;
import io.citybrain.city.incident.IncidentCommand;
import java.util.Arrays;
import java.util.List;

/** What people want of incidents. Payloads at most 65,536 bytes, notes 1,024 characters, ids 128, 32 departments. */
public final class IncidentCommandJson {
    static final int MAX_DEPARTMENTS = 32;

    static final List<String> ACTIONS =
            Arrays.stream(IncidentAction.values()).map(IncidentAction::word).toList();

    private IncidentCommandJson() {}

    /**
     * Decodes {@code {"commandId","command","by","at","note"?,"crew"?,"departments"?,"photo"?,"until"?}}. {@code until}
     * is needed to shelve, must be later than {@code at}, and is ignored otherwise.
     */
    public static Decoded<IncidentCommand> read(String incidentId, byte[] payload) {
        return JsonTree.read(payload, Json.MAX_PAYLOAD_BYTES, fields -> command(incidentId, fields));
    }

    private static IncidentCommand command(String incidentId, Fields fields) {
        String word = fields.word("command", ACTIONS);
        IncidentAction action = word == null ? null : IncidentAction.find(word);
        long atMillis = fields.time("at");
        long untilMillis = 0;
        if (action == IncidentAction.SHELVE) {
            untilMillis = fields.time("until");
            if (untilMillis != 0 && untilMillis <= atMillis) {
                fields.problem("until", "is not later than at: shelve until a time to come");
            }
        }
        return new IncidentCommand(
                fields.id("commandId"),
                incidentId,
                action,
                fields.id("by"),
                atMillis,
                fields.findText("note", Texts.MAX_CHARACTERS),
                fields.findId("crew"),
                fields.findIds("departments", MAX_DEPARTMENTS),
                fields.findId("photo"),
                untilMillis);
    }

    /** Encodes a command, as a screen or a crew sends it. */
    public static byte[] write(IncidentCommand command) {
        return Json.object(json -> {
            Json.text(json, "commandId", command.commandId());
            json.writeStringField("command", command.action().word());
            Json.text(json, "by", command.by());
            Json.time(json, "at", command.atMillis());
            Json.text(json, "note", command.note());
            Json.text(json, "crew", command.crew());
            if (!command.departments().isEmpty()) {
                Json.texts(json, "departments", command.departments());
            }
            Json.text(json, "photo", command.photo());
            Json.timeIfKnown(json, "until", command.untilMillis());
        });
    }
}
