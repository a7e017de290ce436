package io.citybrain.wire;

import io.citybrain.city.sensing.Rejection;
import java.util.Arrays;
import java.util.Base64;

/**
 * A refused message: {@code {"reason","topic","payloadBase64","payloadBytes","receivedAt"}}. The payload is cut at
 * 65,536 bytes; {@code payloadBytes} tells its true length.
 */
public final class RefusedJson {

    /** How much of a refused payload is kept. */
    public static final int MAX_KEPT_BYTES = Json.MAX_PAYLOAD_BYTES;

    /** Longest reason in characters; a longer one is cut. */
    static final int MAX_REASON_CHARACTERS = 16_384;
    /** An MQTT topic is at most 65,535 bytes. */
    static final int MAX_TOPIC_CHARACTERS = 65_535;
    /** Largest MQTT packet. */
    static final int MAX_MQTT_BYTES = 268_435_455;
    // 4/3 of the payload for Base64, and reason and topic with every character escaped as six.
    private static final int MAX_BYTES =
            MAX_KEPT_BYTES * 4 / 3 + 6 * (MAX_REASON_CHARACTERS + MAX_TOPIC_CHARACTERS) + 1_024;

    private RefusedJson() {}

    public static byte[] write(Rejection rejection) {
        byte[] payload = rejection.payload();
        byte[] kept = payload.length <= MAX_KEPT_BYTES ? payload : Arrays.copyOf(payload, MAX_KEPT_BYTES);
        return Json.object(json -> {
            Json.text(json, "reason", cut(rejection.reason(), MAX_REASON_CHARACTERS));
            Json.text(json, "topic", cut(rejection.topic(), MAX_TOPIC_CHARACTERS));
            json.writeStringField("payloadBase64", Base64.getEncoder().encodeToString(kept));
            json.writeNumberField("payloadBytes", payload.length);
            Json.time(json, "receivedAt", rejection.receivedAtMillis());
        });
    }

    private static String cut(String text, int maxCharacters) {
        return text.length() <= maxCharacters ? text : text.substring(0, maxCharacters - 1) + '…';
    }

    /** Decodes a refused message; the payload is what was kept of it. */
    public static Decoded<Rejection> read(byte[] payload) {
        return JsonTree.read(payload, MAX_BYTES, RefusedJson::rejection);
    }

    private static Rejection rejection(Fields fields) {
        String reason = fields.anyText("reason", MAX_REASON_CHARACTERS);
        String topic = fields.anyText("topic", MAX_TOPIC_CHARACTERS);
        String base64 = fields.anyText("payloadBase64", MAX_BYTES);
        byte[] kept = {};
        if (base64 != null) {
            try {
                kept = Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                fields.problem("payloadBase64", "is not Base64: " + e.getMessage());
            }
        }
        fields.findWhole("payloadBytes", 0, MAX_MQTT_BYTES, kept.length);
        return new Rejection(reason, topic, kept, fields.time("receivedAt"));
    }
}
