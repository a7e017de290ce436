package io.citybrain.wire;

/** The clock of a simulation or a replay: {@code {"now","speed","end"?}}. */
public final class ClockJson {

    static final double MAX_SPEED = 1_000_000;

    private ClockJson() {}

    public static Decoded<ClockTick> read(byte[] payload) {
        return JsonTree.read(
                payload,
                Json.MAX_PAYLOAD_BYTES,
                fields -> new ClockTick(
                        fields.time("now"), fields.number("speed", 0, MAX_SPEED), fields.findFlag("end")));
    }

    public static byte[] write(ClockTick tick) {
        return Json.object(json -> {
            Json.time(json, "now", tick.nowMillis());
            Json.number(json, "speed", tick.speed());
            if (tick.end()) {
                json.writeBooleanField("end", true);
            }
        });
    }
}
