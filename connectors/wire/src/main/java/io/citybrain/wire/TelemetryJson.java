package io.citybrain.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import java.io.IOException;

/**
 * Telemetry: {@code {"observedAt", "sequence"?, …quantities}}.
 *
 * <p>Limits: payload 65,536 bytes, nesting 16, texts 1,024 characters, a signal's state 256 links, numbers 100
 * characters and finite, times between 2000 and 2100. Unknown fields are ignored, null is missing, a repeated known
 * field is refused. No tree is built: what a message leaves behind is its reading.
 */
public final class TelemetryJson {

    private TelemetryJson() {}

    /** Decodes one message of that sensor. Never throws; a refusal says what, where and what to do. */
    public static Decoded<Reading> read(Kind kind, String sensor, byte[] payload) {
        String fault = Json.findFault(payload, Json.MAX_PAYLOAD_BYTES);
        if (fault != null) {
            return Decoded.refused(fault);
        }
        try (JsonParser json = Json.parser(payload)) {
            TelemetryDraft draft = new TelemetryDraft(kind);
            String reason = draft.fill(json);
            return reason == null ? Decoded.of(draft.reading(sensor)) : Decoded.refused(reason);
        } catch (IOException e) {
            return Decoded.refused(JsonFault.explain(e));
        }
    }

    /** Encodes a reading. Throws IllegalArgumentException if a number is infinite. */
    public static byte[] write(Reading reading) {
        return Json.object(json -> writeFields(reading, json));
    }

    static void writeFields(Reading reading, JsonGenerator json) throws IOException {
        Json.time(json, "observedAt", reading.observedAtMillis());
        if (reading.sequence() >= 0) {
            json.writeNumberField("sequence", reading.sequence());
        }
        for (Quantity quantity : reading.kind().quantities()) {
            switch (quantity.type()) {
                case NUMBER -> Json.number(json, quantity.jsonName(), reading.number(quantity));
                case FLAG -> writeFlag(json, quantity.jsonName(), reading.number(quantity));
                case TEXT -> Json.text(json, quantity.jsonName(), reading.text(quantity));
            }
        }
    }

    private static void writeFlag(JsonGenerator json, String name, double flag) throws IOException {
        if (!Double.isNaN(flag)) {
            json.writeBooleanField(name, flag == 1);
        }
    }
}
