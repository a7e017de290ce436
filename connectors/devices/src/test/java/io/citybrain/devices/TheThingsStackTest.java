package io.citybrain.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.wire.Decoded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TheThingsStackTest {

    private static final String IDS = "'end_device_ids': {'device_id': 'dev1', 'dev_eui': '0004a30b001c0530'}";
    private static final String TIME = "'received_at': '2020-02-12T15:15:45.000Z'";

    /** The example of the data formats page, shortened where nothing is read. */
    @Test
    void theDocumentedExampleIsRead() {
        Uplink uplink = uplink("""
                {'end_device_ids': {'device_id': 'dev1', 'application_ids': {'application_id': 'app1'},
                  'dev_eui': '0004A30B001C0530', 'join_eui': '800000000000000C', 'dev_addr': '00BCB929'},
                 'correlation_ids': ['as:up:01E0WZGT6Y7657CPFPE5WEYDSQ'],
                 'received_at': '2020-02-12T15:15:46.014773143Z',
                 'uplink_message': {'f_cnt': 1, 'f_port': 1, 'frm_payload': 'gkHe',
                  'decoded_payload': {'temperature': 1.0},
                  'rx_metadata': [{'gateway_ids': {'gateway_id': 'gtw1'}, 'time': '2020-02-12T15:15:45.787Z'}],
                  'settings': {'data_rate': {'lora': {'bandwidth': 125000}}},
                  'received_at': '2020-02-12T15:15:45.000Z'}}""");

        assertThat(uplink)
                .isEqualTo(new Uplink(
                        "0004A30B001C0530",
                        1,
                        new byte[] {(byte) 0x82, 0x41, (byte) 0xDE},
                        Instant.parse("2020-02-12T15:15:45Z").toEpochMilli(),
                        1,
                        "the-things-stack"));
    }

    @Test
    void whatIsLeftOutIsZeroOrEmpty() {
        Uplink uplink = uplink("{" + IDS + ", 'uplink_message': {" + TIME + "}}");

        assertThat(uplink.sequence()).isZero();
        assertThat(uplink.port()).isEqualTo(-1);
        assertThat(uplink.payload()).isEmpty();
        assertThat(uplink.eui()).isEqualTo("0004A30B001C0530");
    }

    @Test
    void theOuterTimeServesWhereTheInnerIsMissing() {
        Uplink uplink = uplink("{" + IDS + ", " + TIME + ", 'uplink_message': {'f_port': 2}}");

        assertThat(uplink.observedAtMillis())
                .isEqualTo(Instant.parse("2020-02-12T15:15:45Z").toEpochMilli());
    }

    @Test
    void theInnerTimeWinsWhicheverComesFirst() {
        String inner = "'uplink_message': {'received_at': '2020-02-12T15:15:40Z'}";
        long expected = Instant.parse("2020-02-12T15:15:40Z").toEpochMilli();

        assertThat(uplink("{" + IDS + ", " + TIME + ", " + inner + "}").observedAtMillis())
                .isEqualTo(expected);
        assertThat(uplink("{" + inner + ", " + IDS + ", " + TIME + "}").observedAtMillis())
                .isEqualTo(expected);
    }

    @Test
    void aJoinIsNoUplink() {
        assertThat(reason("{" + IDS + ", " + TIME + ", 'join_accept': {'session_key_id': 'x'}}"))
                .startsWith("the-things-stack: uplink_message is missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    'f_port': 256                    | f_port must be a whole number from 0 to 255
                    'f_port': '2'                    | f_port must be a whole number
                    'f_cnt': -1                      | f_cnt must be a whole number from 0 to 4294967295
                    'f_cnt': 1.5                     | f_cnt must be a whole number
                    'f_cnt': 99999999999999999999999 | f_cnt must be a whole number
                    'frm_payload': '***'             | frm_payload must be base64
                    'frm_payload': 7                 | frm_payload must be a string
                    'received_at': 'yesterday'       | received_at must be a time such as
                    'received_at': '1970-01-01T00:00:00Z' | is in the year 1970
                    """)
    void aWrongFieldIsNamed(String field, String reason) {
        assertThat(reason("{" + IDS + ", " + TIME + ", 'uplink_message': {" + field + "}}"))
                .contains("uplink_message.")
                .contains(reason);
    }

    @Test
    void withoutDeviceOrTimeThereIsNoUplink() {
        assertThat(reason("{'uplink_message': {" + TIME + "}}")).contains("end_device_ids.dev_eui is missing");
        assertThat(reason("{" + IDS + ", 'uplink_message': {}}")).contains("received_at is missing");
        assertThat(reason("{'end_device_ids': {'dev_eui': 'XYZ'}, 'uplink_message': {}}"))
                .contains("must have 16 hexadecimal digits");
    }

    @Test
    void whatIsNotOneJsonObjectIsRefused() {
        assertThat(reason("")).contains("not a JSON object");
        assertThat(reason("[]")).contains("not a JSON object");
        assertThat(reason("{")).contains("not JSON");
        assertThat(reason("{" + IDS + ", 'uplink_message': {" + TIME + "}} {}")).contains("goes on after");
    }

    @Test
    void limitsAreKept() {
        String deep = "[".repeat(20) + "]".repeat(20);

        assertThat(reason("{'x': " + deep + "}")).contains("nested deeper than 16 levels");
        assertThat(reason(" ".repeat(64 * 1024) + "{}")).contains("65538 bytes, at most 65536 are read");
    }

    private static Uplink uplink(String json) {
        Decoded<Uplink> decoded = read(json);
        assertThat(decoded.reason()).isNull();
        return decoded.value();
    }

    private static String reason(String json) {
        return read(json).reason();
    }

    private static Decoded<Uplink> read(String json) {
        return TheThingsStack.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
