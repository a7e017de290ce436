package io.citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.sensing.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TopicsTest {

    @Test
    void topicsAreBuiltFromEncodedIds() {
        assertThat(Topics.telemetry(Kind.TRAFFIC_FLOW, "23648008#0"))
                .isEqualTo("city/v1/telemetry/traffic-flow/23648008%230");
        assertThat(Topics.registry("a/b")).isEqualTo("city/v1/registry/a%2Fb");
        assertThat(Topics.alert("feed", "mqtt", "feed-lost")).isEqualTo("city/v1/alerts/feed/mqtt/feed-lost");
        assertThat(Topics.alertCommands("noise", "n+1", "loud")).isEqualTo("city/v1/alerts/noise/n%2B1/loud/commands");
        assertThat(Topics.commandOutcome("c-1")).isEqualTo("city/v1/command-outcomes/c-1");
        assertThat(Topics.health("sensing-job")).isEqualTo("city/v1/health/sensing-job");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "%", "100%/+#", "井盖-1", ":J1_0", "%23", "🚑#"})
    void encodingIsUndoneByDecoding(String id) {
        assertThat(Topics.encode(id)).doesNotContain("/", "+", "#");
        assertThat(Topics.decode(Topics.encode(id)).value()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%2", "%zz", "%41", "%E4%BA%95", "%-2"})
    void aStrangePercentSequenceIsRefused(String segment) {
        assertThat(Topics.decode(segment).reason()).contains("begins none of %25 %23 %2B %2F");
    }

    @Test
    void lowerCaseEscapesAreRead() {
        assertThat(Topics.decode("a%2fb").value()).isEqualTo("a/b");
    }

    @Test
    void telemetryHasKindAndSensor() {
        TopicName topic = TopicName.parse("city/v1/telemetry/traffic-flow/23648008%230");
        assertThat(topic)
                .isEqualTo(new TopicName(TopicName.Type.TELEMETRY, Kind.TRAFFIC_FLOW, null, "23648008#0", null, null));
    }

    @Test
    void anAlertHasKindSensorAndRule() {
        assertThat(TopicName.parse("city/v1/alerts/manhole/m-1/open"))
                .isEqualTo(new TopicName(TopicName.Type.ALERT, Kind.MANHOLE, "manhole", "m-1", "open", null));
        assertThat(TopicName.parse("city/v1/alerts/feed/mqtt/feed-lost/commands"))
                .isEqualTo(new TopicName(TopicName.Type.ALERT_COMMAND, null, "feed", "mqtt", "feed-lost", null));
    }

    @ParameterizedTest
    @CsvSource({
        "city/v1/registry/s-1, REGISTRY, s-1",
        "city/v1/clock, CLOCK,",
        "v3/app@tenant/devices/dev-1/up, THE_THINGS_STACK, dev-1",
        "application/app/device/a84041000181c061/event/up, CHIRPSTACK, a84041000181c061",
        "v3/app@tenant/devices/dev-1/join, OTHER,",
        "v3/app@tenant/devices/dev-1/down/up, OTHER,",
        "v3/app/devices//up, OTHER,",
        "v3//devices/x/up, OTHER,",
        "application/app/device/x/event/join, OTHER,",
        "application/app/device/up, OTHER,",
        "city/v1/refused, OTHER,",
        "city/v2/telemetry/noise/n, OTHER,",
        "'', OTHER,"
    })
    void everyTopicHasAType(String topic, TopicName.Type type, String sensor) {
        TopicName name = TopicName.parse(topic);
        assertThat(name.isRefused()).isFalse();
        assertThat(name.type()).isEqualTo(type);
        assertThat(name.sensor()).isEqualTo(sensor);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            city/v1/telemetry/xyz/s-1     | unknown kind "xyz" in the topic: known kinds are manhole, water-level
            city/v1/telemetry/            | unknown kind "" in the topic: known kinds are
            city/v1/telemetry/noise       | missing sensor id: publish to city/v1/telemetry/{kind}/{sensor}
            city/v1/telemetry/noise/      | missing sensor id in the topic
            city/v1/telemetry/noise/a/b   | sensor id "a/b" has more than one topic level: write / in an id as %2F
            city/v1/telemetry/noise/a%    | '%' at position 2 of id "a%" begins none of %25 %23 %2B %2F
            city/v1/registry/             | missing sensor id in the topic
            city/v1/alerts/noise/n-1      | too few levels: an alert's topic is city/v1/alerts/{kind}/{sensor}/{rule}
            city/v1/alerts/noise/n/commands | too few levels
            city/v1/alerts/noise//loud    | missing sensor id in the topic
            city/v1/alerts/noise/n/a/b    | rule id "a/b" has more than one topic level
            """)
    void aTopicOfOursThatIsWrongHasAReason(String topic, String reason) {
        assertThat(TopicName.parse(topic).reason()).startsWith(reason);
    }

    @Test
    void anIdHasAtMost128CharactersAndNoControlCharacters() {
        String prefix = "city/v1/telemetry/noise/";
        assertThat(TopicName.parse(prefix + "x".repeat(128)).isRefused()).isFalse();
        assertThat(TopicName.parse(prefix + "x".repeat(129)).reason()).endsWith("is longer than 128 characters (129)");
        assertThat(TopicName.parse(prefix + "a\u0001").reason())
                .isEqualTo("sensor id \"a\\u0001\" has a control character (code 1) at position 2");
    }
}
