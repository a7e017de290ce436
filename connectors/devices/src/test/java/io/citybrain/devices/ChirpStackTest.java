package io.citybrain.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.wire.Decoded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChirpStackTest {

    private static final String HEAD =
            "'time': '2022-07-18T09:34:15.775023242+00:00', 'deviceInfo': {'devEui': '0101010101010101', 'tags': {}}";

    /** The example of src/chirpstack/integrations/events.md, shortened where nothing is read. */
    @Test
    void theDocumentedExampleIsRead() {
        Decoded<Uplink> decoded = read("{'deduplicationId': '3ac7e3c4-4401-4b8d-9386-a5c902f9202d', " + HEAD
                + ", 'devAddr': '00189440', 'dr': 1, 'fPort': 1, 'data': 'qg==',"
                + " 'rxInfo': [{'gatewayId': '0016c001f153a14c', 'rssi': -36, 'metadata': {'region_name': 'eu868'}}],"
                + " 'txInfo': {'frequency': 867100000}}");

        assertThat(decoded.value())
                .isEqualTo(new Uplink(
                        "0101010101010101",
                        1,
                        new byte[] {(byte) 0xAA},
                        Instant.parse("2022-07-18T09:34:15.775Z").toEpochMilli(),
                        0,
                        "chirpstack"));
    }

    @Test
    void aFrameWithoutPayloadIsStillAnUplink() {
        Decoded<Uplink> decoded = read("{" + HEAD + ", 'fCnt': 10, 'rxInfo': [{}]}");

        assertThat(decoded.value().payload()).isEmpty();
        assertThat(decoded.value().sequence()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'devAddr': '00189440'",
                "'queueItemId': 'x', 'acknowledged': true, 'fCntDown': 4",
                "'downlinkId': 1, 'gatewayId': 'x', 'txInfo': {}",
                "'margin': 4, 'batteryLevel': 80",
                "'level': 'ERROR', 'code': 'UPLINK_CODEC', 'description': 'x'",
                "'location': {'latitude': 1, 'longitude': 2}",
                "'integrationName': 'x', 'eventType': 'y', 'object': {'data': 1}"
            })
    void anotherEventIsNoUplink(String event) {
        assertThat(read("{" + HEAD + ", " + event + "}").reason())
                .startsWith("chirpstack: data and rxInfo are missing: this is another event");
    }

    @Test
    void aPayloadThatIsStillEncryptedIsRefused() {
        assertThat(read("{" + HEAD + ", 'data': 'qg==', 'joinServerContext': {'sessionKeyId': 'x'}}")
                        .reason())
                .contains("still encrypted");
        assertThat(read("{" + HEAD + ", 'data': 'qg==', 'joinServerContext': null}")
                        .isRefused())
                .isFalse();
    }

    private static Decoded<Uplink> read(String json) {
        return ChirpStack.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
