package io.citybrain.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.citybrain.city.sensing.Device;
import io.citybrain.city.sensing.Limit;
import io.citybrain.city.sensing.SensorEntry;
import java.io.IOException;

/**
 * A registry entry: {@code {"kind","place":{"longitude","latitude","name"?},"heartbeatSeconds"?,"registeredAt"?,
 * "area"?,"parent"?,"limits":{"<ruleId>":{"raise"?,"clear"?,"onDelaySeconds"?,"offDelaySeconds"?,"off"?}}?,
 * "notify":[…]?,"device":{"eui","codec","mountHeightMetres"?}?,"conflictingLinks":[[0,4],…]?}}. Its limits stand in
 * {@link EntryFields}; the payload is at most 65,536 bytes.
 */
public final class RegistryJson {

    private RegistryJson() {}

    /**
     * Decodes the entry of that sensor; a refusal names everything that is wrong. An empty payload, which removes an
     * entry by the contract, is refused here: look for it first.
     */
    public static Decoded<SensorEntry> read(String sensor, byte[] payload) {
        return JsonTree.read(payload, Json.MAX_PAYLOAD_BYTES, fields -> EntryFields.read(sensor, fields));
    }

    public static byte[] write(SensorEntry entry) {
        return Json.object(json -> writeFields(entry, json));
    }

    private static void writeFields(SensorEntry entry, JsonGenerator json) throws IOException {
        json.writeStringField("kind", entry.kind().topicName());
        Places.write(json, entry.place());
        if (entry.heartbeatSeconds() > 0) {
            Json.number(json, "heartbeatSeconds", entry.heartbeatSeconds());
        }
        if (entry.registeredAtMillis() != 0) {
            Json.time(json, "registeredAt", entry.registeredAtMillis());
        }
        Json.text(json, "area", entry.area());
        Json.text(json, "parent", entry.parent());
        writeLimits(entry, json);
        if (!entry.recipients().isEmpty()) {
            json.writeArrayFieldStart("notify");
            for (String recipient : entry.recipients()) {
                json.writeString(recipient);
            }
            json.writeEndArray();
        }
        if (entry.device() != null) {
            writeDevice(entry.device(), json);
        }
        writeConflictingLinks(entry.conflictingLinks(), json);
    }

    private static void writeLimits(SensorEntry entry, JsonGenerator json) throws IOException {
        if (entry.limits().isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("limits");
        for (Limit limit : entry.limits()) {
            json.writeObjectFieldStart(limit.rule());
            Json.number(json, "raise", limit.raise());
            Json.number(json, "clear", limit.clear());
            Json.number(json, "onDelaySeconds", limit.onDelaySeconds());
            Json.number(json, "offDelaySeconds", limit.offDelaySeconds());
            if (limit.off()) {
                json.writeBooleanField("off", true);
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeDevice(Device device, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("device");
        json.writeStringField("eui", device.eui());
        json.writeStringField("codec", device.codec());
        Json.number(json, "mountHeightMetres", device.mountHeightMetres());
        json.writeEndObject();
    }

    private static void writeConflictingLinks(int[] links, JsonGenerator json) throws IOException {
        if (links.length == 0) {
            return;
        }
        json.writeArrayFieldStart("conflictingLinks");
        for (int i = 0; i + 1 < links.length; i += 2) {
            json.writeArray(links, i, 2);
        }
        json.writeEndArray();
    }
}
