package io.citybrain.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citybrain.city.sensing.Kind;
import java.time.Instant;
import java.util.Locale;

/**
 * A frame as two LoRaWAN network servers deliver it on MQTT.
 *
 * @param eui upper-case hexadecimal
 * @param port the frame's fPort; 0 = none
 * @param payload base64
 */
record LorawanUplink(String eui, long receivedAtMillis, int port, String payload) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String APPLICATION = "city";
    private static final String TENANT = "hangzhou";

    /**
     * The Things Stack v3 (lorawan-stack-docs, data formats; MQTT server). Fields that are zero or empty are left out,
     * as there.
     */
    Event asTheThingsStack(Kind kind) {
        String device = "dev-" + eui.toLowerCase(Locale.ROOT);
        String time = Instant.ofEpochMilli(receivedAtMillis).toString();
        ObjectNode root = JSON.createObjectNode();
        ObjectNode ids = root.putObject("end_device_ids").put("device_id", device);
        ids.putObject("application_ids").put("application_id", APPLICATION);
        ids.put("dev_eui", eui).put("dev_addr", eui.substring(8));
        root.putArray("correlation_ids").add("as:up:" + eui);
        root.put("received_at", time);
        ObjectNode uplink = root.putObject("uplink_message").put("f_cnt", 1);
        if (port != 0) {
            uplink.put("f_port", port);
        }
        uplink.put("frm_payload", payload);
        ObjectNode gateway = uplink.putArray("rx_metadata").addObject().put("rssi", -35);
        gateway.putObject("gateway_ids").put("gateway_id", "gw-001");
        uplink.put("received_at", time);
        String topic = "v3/" + APPLICATION + "@" + TENANT + "/devices/" + device + "/up";
        return event(kind, topic, root);
    }

    /** ChirpStack v4 (chirpstack-docs, integrations: events, mqtt); it writes EUIs in lower case. */
    Event asChirpStack(Kind kind) {
        String lowerEui = eui.toLowerCase(Locale.ROOT);
        ObjectNode root = JSON.createObjectNode();
        root.put("deduplicationId", "00000000-0000-4000-8000-" + lowerEui.substring(4));
        root.put("time", Instant.ofEpochMilli(receivedAtMillis).toString().replace("Z", "+00:00"));
        root.putObject("deviceInfo")
                .put("tenantName", TENANT)
                .put("applicationId", APPLICATION)
                .put("applicationName", APPLICATION)
                .put("deviceName", "device " + lowerEui)
                .put("devEui", lowerEui);
        root.put("devAddr", lowerEui.substring(8)).put("dr", 1).put("fCnt", 1);
        if (port != 0) {
            root.put("fPort", port);
        }
        root.put("data", payload);
        root.putArray("rxInfo").addObject().put("gatewayId", "0016c001f153a14c").put("rssi", -36);
        return event(kind, "application/" + APPLICATION + "/device/" + lowerEui + "/event/up", root);
    }

    private Event event(Kind kind, String topic, ObjectNode root) {
        try {
            return new Event(receivedAtMillis, kind, topic, JSON.writeValueAsBytes(root), false);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("can't write the uplink of " + eui, e);
        }
    }
}
