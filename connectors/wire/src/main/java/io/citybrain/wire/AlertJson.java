package io.citybrain.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertCommand;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.alert.Severity;
import io.citybrain.city.sensing.Place;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Alerts, commands on alerts, and the answers to commands. Payloads at most 65,536 bytes, texts 1,024 characters, ids
 * 128.
 */
public final class AlertJson {

    private static final List<String> SEVERITIES =
            Arrays.stream(Severity.values()).map(Severity::word).toList();
    private static final List<String> STATES =
            Arrays.stream(AlertState.values()).map(AlertState::word).toList();
    private static final List<String> ACTIONS =
            Arrays.stream(AlertCommand.Action.values()).map(AlertJson::word).toList();

    private static final int MAX_UNIT_CHARACTERS = 32;

    private AlertJson() {}

    /**
     * Encodes an alert: {@code {"alertId","revision","kind","sensor","rule","ruleVersion","severity","state",
     * "raisedAt","clearedAt"?,"observedAt","changedAt","quantity"?,"value"?,"threshold"?,"unit","place"?,"area"?,
     * "text":{"zh","en"},"by"?,"decidedByClock"?}}. Throws IllegalArgumentException if a number is infinite.
     */
    public static byte[] write(Alert alert) {
        return Json.object(json -> {
            writeIdentity(alert, json);
            Json.time(json, "raisedAt", alert.raisedAtMillis());
            if (alert.clearedAtMillis() != 0) {
                Json.time(json, "clearedAt", alert.clearedAtMillis());
            }
            Json.time(json, "observedAt", alert.observedAtMillis());
            Json.time(json, "changedAt", alert.changedAtMillis());
            Json.text(json, "quantity", alert.quantity());
            Json.number(json, "value", alert.value());
            Json.number(json, "threshold", alert.threshold());
            Json.text(json, "unit", alert.unit());
            Places.write(json, alert.place());
            Json.text(json, "area", alert.area());
            json.writeObjectFieldStart("text");
            Json.text(json, "zh", alert.textZh());
            Json.text(json, "en", alert.textEn());
            json.writeEndObject();
            Json.text(json, "by", alert.by());
            if (alert.decidedByClock()) {
                json.writeBooleanField("decidedByClock", true);
            }
        });
    }

    private static void writeIdentity(Alert alert, JsonGenerator json) throws IOException {
        Json.text(json, "alertId", alert.alertId());
        json.writeNumberField("revision", alert.revision());
        Json.text(json, "kind", alert.kind());
        Json.text(json, "sensor", alert.sensor());
        Json.text(json, "rule", alert.rule());
        json.writeNumberField("ruleVersion", alert.ruleVersion());
        json.writeStringField("severity", alert.severity().word());
        json.writeStringField("state", alert.state().word());
    }

    /**
     * Decodes an alert. An empty payload, which by the contract ends a retained alert, is refused here: look for it
     * first.
     */
    public static Decoded<Alert> read(byte[] payload) {
        return JsonTree.read(payload, Json.MAX_PAYLOAD_BYTES, AlertJson::alert);
    }

    private static Alert alert(Fields fields) {
        Fields text = fields.object("text");
        Fields at = fields.findObject("place");
        Place place = at == null ? null : Places.read(at);
        String unit = fields.findText("unit", MAX_UNIT_CHARACTERS);
        return new Alert(
                fields.id("alertId"),
                fields.whole("revision", 1, Integer.MAX_VALUE),
                fields.id("kind"),
                fields.id("sensor"),
                fields.id("rule"),
                fields.whole("ruleVersion", 0, Integer.MAX_VALUE),
                Severity.find(fields.word("severity", SEVERITIES)),
                AlertState.find(fields.word("state", STATES)),
                fields.time("raisedAt"),
                fields.findTime("clearedAt"),
                fields.time("observedAt"),
                fields.time("changedAt"),
                fields.findId("quantity"),
                fields.findNumber("value"),
                fields.findNumber("threshold"),
                unit == null ? "" : unit,
                place,
                fields.findId("area"),
                text.text("zh", Texts.MAX_CHARACTERS),
                text.text("en", Texts.MAX_CHARACTERS),
                fields.findId("by"),
                fields.findFlag("decidedByClock"));
    }

    /**
     * Decodes a command {@code {"commandId","command","until"?,"by","at"}} on the alert of its topic. {@code until} is
     * needed to shelve, must be later than {@code at}, and is ignored otherwise.
     */
    public static Decoded<AlertCommand> readCommand(String kind, String sensor, String rule, byte[] payload) {
        return JsonTree.read(payload, Json.MAX_PAYLOAD_BYTES, fields -> command(kind, sensor, rule, fields));
    }

    private static AlertCommand command(String kind, String sensor, String rule, Fields fields) {
        String word = fields.word("command", ACTIONS);
        AlertCommand.Action action = word == null ? null : AlertCommand.Action.valueOf(word.toUpperCase(Locale.ROOT));
        String commandId = fields.id("commandId");
        String by = fields.id("by");
        long atMillis = fields.time("at");
        long untilMillis = 0;
        if (action == AlertCommand.Action.SHELVE) {
            untilMillis = fields.time("until");
            if (untilMillis != 0 && untilMillis <= atMillis) {
                fields.problem("until", "is not later than at: shelve until a time to come");
            }
        }
        return new AlertCommand(commandId, kind, sensor, rule, action, untilMillis, by, atMillis);
    }

    /** Encodes a command, as a screen sends it. */
    public static byte[] write(AlertCommand command) {
        return Json.object(json -> {
            Json.text(json, "commandId", command.commandId());
            json.writeStringField("command", word(command.action()));
            if (command.untilMillis() != 0) {
                Json.time(json, "until", command.untilMillis());
            }
            Json.text(json, "by", command.by());
            Json.time(json, "at", command.atMillis());
        });
    }

    /** Encodes the answer to a command: {@code {"commandId","accepted","reason"?,"state"?}}. */
    public static byte[] write(CommandOutcome outcome) {
        return Json.object(json -> {
            Json.text(json, "commandId", outcome.commandId());
            json.writeBooleanField("accepted", outcome.accepted());
            Json.text(json, "reason", outcome.reason());
            Json.text(json, "state", outcome.state());
        });
    }

    /** Decodes the answer to a command, as a screen reads it. */
    public static Decoded<CommandOutcome> readOutcome(byte[] payload) {
        return JsonTree.read(
                payload,
                Json.MAX_PAYLOAD_BYTES,
                fields -> new CommandOutcome(
                        fields.id("commandId"),
                        fields.flag("accepted"),
                        fields.findText("reason", Texts.MAX_CHARACTERS),
                        fields.findId("state")));
    }

    private static String word(AlertCommand.Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }
}
