package io.citybrain.devices;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.citybrain.wire.Decoded;
import java.io.IOException;

/**
 * The uplink messages of The Things Stack v3, topic {@code v3/{application}@{tenant}/devices/{device}/up}.
 *
 * <p>Format: doc/content/integrations/data-formats in TheThingsIndustries/lorawan-stack-docs. Fields that are 0 or empty
 * are left out there: no {@code f_cnt} is counter 0, no {@code f_port} is no port, no {@code frm_payload} is a frame
 * without payload. The time is when the network server received the frame.
 */
public final class TheThingsStack {

    private static final String NETWORK = "the-things-stack";

    private TheThingsStack() {}

    /**
     * The uplink in an envelope of at most 64 KiB and 16 levels, or the reason why there is none.
     *
     * @param payload the MQTT payload
     */
    public static Decoded<Uplink> read(byte[] payload) {
        UplinkFields seen = new UplinkFields();
        Envelope envelope = Envelope.read(payload, seen);
        if (!seen.uplink) {
            envelope.refuse("uplink_message is missing: this is another event, only .../up carries uplinks");
        }
        return envelope.toUplink(NETWORK, "end_device_ids.dev_eui", "uplink_message.received_at");
    }

    private static final class UplinkFields implements Envelope.Dialect {

        private boolean uplink;
        private boolean networkTime;

        @Override
        public boolean take(String path, Envelope envelope, JsonParser parser) throws IOException {
            switch (path) {
                case "end_device_ids" -> {
                    return true;
                }
                case "uplink_message" -> uplink = parser.currentToken() == JsonToken.START_OBJECT;
                case "end_device_ids.dev_eui" -> envelope.eui(path, parser);
                case "uplink_message.f_port" -> envelope.port(path, parser);
                case "uplink_message.f_cnt" -> envelope.sequence(path, parser);
                case "uplink_message.frm_payload" -> envelope.payload(path, parser);
                case "uplink_message.received_at" -> {
                    envelope.observedAt(path, parser);
                    networkTime = true;
                }
                case "received_at" -> {
                    if (!networkTime) {
                        envelope.observedAt(path, parser);
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
