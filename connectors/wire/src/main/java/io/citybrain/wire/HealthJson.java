package io.citybrain.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Health and heartbeat: {@code {"component","status":"up"|"degraded"|"down","at","detail"?}}. */
public final class HealthJson {

    private static final List<String> STATUSES =
            Arrays.stream(Health.Status.values()).map(Health.Status::word).toList();

    private HealthJson() {}

    public static Decoded<Health> read(byte[] payload) {
        return JsonTree.read(payload, Json.MAX_PAYLOAD_BYTES, HealthJson::health);
    }

    private static Health health(Fields fields) {
        String status = fields.word("status", STATUSES);
        return new Health(
                fields.id("component"),
                status == null ? null : Health.Status.valueOf(status.toUpperCase(Locale.ROOT)),
                fields.time("at"),
                fields.findText("detail", Texts.MAX_CHARACTERS));
    }

    public static byte[] write(Health health) {
        return Json.object(json -> {
            Json.text(json, "component", health.component());
            json.writeStringField("status", health.status().word());
            Json.time(json, "at", health.atMillis());
            Json.text(json, "detail", health.detail());
        });
    }
}
