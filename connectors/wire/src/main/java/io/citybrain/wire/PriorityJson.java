package io.citybrain.wire;

import io.citybrain.city.greenwave.PriorityCommand;
import io.citybrain.city.greenwave.PriorityStatus;
import java.util.List;

/**
 * What a signal controller is told, and what it answers. Payloads at most 65,536 bytes, 4,096 links numbered from 0, a
 * lease at most 30 s.
 */
public final class PriorityJson {

    static final int MAX_LINKS = 4_096;
    static final int MAX_LEASE_SECONDS = 30;
    /** What every JSON parser reads exactly. */
    static final long MAX_SEQUENCE = (1L << 53) - 1;

    private static final String HOLD = "hold";
    private static final List<String> ACTIONS = List.of(HOLD, "release");
    private static final List<String> STATUSES =
            List.of(PriorityStatus.GRANTED, PriorityStatus.PENDING, PriorityStatus.REJECTED, PriorityStatus.RELEASED);

    private PriorityJson() {}

    /**
     * Encodes a command: {@code {"mission","sequence","action":"hold"|"release","links":[int…],"leaseSeconds",
     * "validUntil","sentAt"}}.
     */
    public static byte[] write(PriorityCommand command) {
        return Json.object(json -> {
            Json.text(json, "mission", command.mission());
            json.writeNumberField("sequence", command.sequence());
            json.writeStringField("action", ACTIONS.get(command.hold() ? 0 : 1));
            Json.wholes(json, "links", command.links());
            json.writeNumberField("leaseSeconds", command.leaseSeconds());
            Json.time(json, "validUntil", command.validUntilMillis());
            Json.time(json, "sentAt", command.sentAtMillis());
        });
    }

    /** Decodes a command for that signal, as its controller does. */
    public static Decoded<PriorityCommand> read(String signal, byte[] payload) {
        return JsonTree.read(
                payload,
                Json.MAX_PAYLOAD_BYTES,
                fields -> new PriorityCommand(
                        signal,
                        fields.id("mission"),
                        fields.wholeLong("sequence", MAX_SEQUENCE),
                        HOLD.equals(fields.word("action", ACTIONS)),
                        links(fields),
                        fields.whole("leaseSeconds", 0, MAX_LEASE_SECONDS),
                        fields.time("validUntil"),
                        fields.time("sentAt")));
    }

    /** The field {@code links}; empty if missing. */
    static int[] links(Fields fields) {
        return fields.findWholes("links", MAX_LINKS, MAX_LINKS - 1);
    }

    /** Encodes an answer: {@code {"mission","sequence","status","reason"?,"observedAt"?}}. */
    public static byte[] write(PriorityStatus status) {
        return Json.object(json -> {
            Json.text(json, "mission", status.mission());
            json.writeNumberField("sequence", status.sequence());
            json.writeStringField("status", status.status());
            Json.text(json, "reason", status.reason());
            Json.timeIfKnown(json, "observedAt", status.observedAtMillis());
        });
    }

    /** Decodes the answer of that signal's controller; a missing {@code observedAt} is 0. */
    public static Decoded<PriorityStatus> readStatus(String signal, byte[] payload) {
        return JsonTree.read(
                payload,
                Json.MAX_PAYLOAD_BYTES,
                fields -> new PriorityStatus(
                        signal,
                        fields.id("mission"),
                        fields.wholeLong("sequence", MAX_SEQUENCE),
                        fields.word("status", STATUSES),
                        fields.findText("reason", Texts.MAX_CHARACTERS),
                        fields.findTime("observedAt")));
    }
}
