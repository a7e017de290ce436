package io.citybrain.kafka.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RoutingTest {
    private final Routing routing = new Routing();

    @Test
    void whatASensorSaysAndWhatPeopleSayToItShareAKey() {
        assertThat(key("city/v1/telemetry/manhole/M%2F1", "{}")).isEqualTo("M/1");
        assertThat(key("city/v1/registry/M%2F1", "{\"kind\":\"manhole\"}")).isEqualTo("M/1");
        assertThat(key("city/v1/alerts/manhole/M%2F1/cover-opened/commands", "{}"))
                .isEqualTo("M/1");
        assertThat(key("city/v1/alerts/manhole/M%2F1/cover-opened", "{}")).isEqualTo("M/1");
    }

    @Test
    void aFrameHasTheKeyOfItsDeviceHoweverItsNetworkWritesIt() {
        assertThat(key("v3/app@tenant/devices/dev-1/up", uplink("0004a30b001c0530")))
                .isEqualTo("0004A30B001C0530");
    }

    @Test
    void aFrameThatCannotBeReadHasAKeyAllTheSame() {
        assertThat(key("v3/app@tenant/devices/dev-1/up", "garbage")).isEqualTo("dev-1");
    }

    @Test
    void anEntryWithADeviceLiesBeforeTheFramesToo() {
        assertThat(entry("0004A30B001C0530")).isEqualTo(new Route("M-1", List.of("0004A30B001C0530"), false));
    }

    @Test
    void anEntryThatNamesAnotherDeviceIsToldWhereTheOldOneWas() {
        entry("0004A30B001C0530");
        assertThat(entry("0004A30B001C0531").copyKeys()).containsExactly("0004A30B001C0531", "0004A30B001C0530");
        assertThat(entry("0004A30B001C0531").copyKeys()).containsExactly("0004A30B001C0531");
    }

    @Test
    void aRemovalGoesEverywhere() {
        assertThat(routing.route("city/v1/registry/M-1", new byte[0])).isEqualTo(new Route("M-1", List.of(), true));
    }

    @Test
    void whatBelongsToNoSensorStaysTogetherByTopic() {
        assertThat(key("city/v1/telemetry/elephant/M-1", "{}")).isEqualTo("city/v1/telemetry/elephant/M-1");
    }

    private Route entry(String eui) {
        String json = "{\"kind\":\"manhole\",\"place\":{\"longitude\":120.1,\"latitude\":30.2},\"device\":{\"eui\":\""
                + eui + "\",\"codec\":\"netvox-r311k\"}}";
        return routing.route("city/v1/registry/M-1", json.getBytes(UTF_8));
    }

    private String key(String topic, String payload) {
        return routing.route(topic, payload.getBytes(UTF_8)).key();
    }

    static String uplink(String eui) {
        return "{\"end_device_ids\":{\"dev_eui\":\"" + eui + "\"},\"uplink_message\":{\"f_port\":6,\"f_cnt\":7,"
                + "\"frm_payload\":\"AAAA\",\"received_at\":\"2026-01-01T00:00:00Z\"}}";
    }
}
