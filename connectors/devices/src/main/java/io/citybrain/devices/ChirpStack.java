package io.citybrain.devices;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.citybrain.wire.Decoded;
import java.io.IOException;

/**
 * The uplink events of ChirpStack v4, topic {@code application/{application}/device/{eui}/event/up}, in JSON.
 *
 * <p>Format: src/chirpstack/integrations/events.md in chirpstack/chirpstack-docs. Only an uplink has {@code data} or was
 * received by a gateway ({@code rxInfo}); join, ack, txack, status, log, location and integration events are refused.
 * Fields that are 0 or empty may be left out.
 */
public final class ChirpStack {

    private static final String NETWORK = "chirpstack";

    private ChirpStack() {}

    /**
     * The uplink in an envelope of at most 64 KiB and 16 levels, or the reason why there is none.
     *
     * @param payload the MQTT payload
     */
    public static Decoded<Uplink> read(byte[] payload) {
        UplinkFields seen = new UplinkFields();
        Envelope envelope = Envelope.read(payload, seen);
        if (!seen.uplink) {
            envelope.refuse("data and rxInfo are missing: this is another event, only .../event/up carries uplinks");
        }
        return envelope.toUplink(NETWORK, "deviceInfo.devEui", "time");
    }

    private static final class UplinkFields implements Envelope.Dialect {

        private boolean uplink;

        @Override
        public boolean take(String path, Envelope envelope, JsonParser parser) throws IOException {
            switch (path) {
                case "deviceInfo" -> {
                    return true;
                }
                case "rxInfo" -> {
                    uplink |= parser.currentToken() == JsonToken.START_ARRAY;
                    return false;
                }
                case "deviceInfo.devEui" -> envelope.eui(path, parser);
                case "fPort" -> envelope.port(path, parser);
                case "fCnt" -> envelope.sequence(path, parser);
                case "data" -> {
                    envelope.payload(path, parser);
                    uplink = true;
                }
                case "time" -> envelope.observedAt(path, parser);
                case "joinServerContext" -> {
                    if (parser.currentToken() == JsonToken.START_OBJECT) {
                        envelope.refuse("joinServerContext is set: the payload is still encrypted, only the application"
                                + " has its key");
                    }
                }
                default -> {
                    return false;
                }
            }
            return true;
        }
    }
}
