package io.citybrain.jobs.sensing;

import static io.citybrain.jobs.sensing.Samples.COVER;
import static io.citybrain.jobs.sensing.Samples.acknowledge;
import static io.citybrain.jobs.sensing.Samples.cover;
import static io.citybrain.jobs.sensing.Samples.entry;
import static io.citybrain.jobs.sensing.Samples.limit;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every sort of message: taken, or refused with topic, payload and reason. 1767225600 s is 2026-01-01T00:00:00Z. */
final class DecodeTest {
    private static final String TOPIC = "city/v1/telemetry/manhole/C-1";
    private static final long NOW_MILLIS = 1_767_225_600_000L;

    private Decoding decoding;

    @BeforeEach
    void open() throws Exception {
        decoding = Decoding.live().clock(NOW_MILLIS);
    }

    @AfterEach
    void close() {
        decoding.close();
    }

    @Test
    void telemetryBecomesAReadingOfItsSensor() throws Exception {
        decoding.comes(TOPIC, "{'observedAt': '2026-01-01T00:00:00Z', 'tiltDegrees': 30}");

        assertThat(decoding.refused()).isEmpty();
        assertThat(decoding.events()).hasSize(1);
        assertThat(decoding.events().get(0).sensor()).isEqualTo(COVER);
        assertThat(decoding.events().get(0).reading().observedAtMillis()).isEqualTo(NOW_MILLIS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{'tiltDegrees': 30}", "{'observedAt': 'noon', 'open': true}"})
    void aMalformedPayloadIsRefusedWithTopicAndPayload(String json) throws Exception {
        byte[] payload = json.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8);
        decoding.comes(TOPIC, payload);

        assertThat(decoding.events()).isEmpty();
        assertThat(decoding.refused()).hasSize(1);
        Rejection refused = decoding.refused().get(0);
        assertThat(refused.topic()).isEqualTo(TOPIC);
        assertThat(refused.payload()).isEqualTo(payload);
        assertThat(refused.receivedAtMillis()).isEqualTo(Decoding.RECEIVED_AT_MILLIS);
        assertThat(refused.reason()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"city/v1/telemetry/volcano/V-1", "city/v1/telemetry/manhole"})
    void aTelemetryTopicThatNamesNoSensorOfAKindIsRefused(String topic) throws Exception {
        decoding.comes(topic, "{}");

        assertThat(decoding.refused()).extracting(Rejection::topic).containsExactly(topic);
        assertThat(decoding.events()).isEmpty();
    }

    /** A broad filter brings our own messages back: refusing them would make them come back again for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"city/v1/refused", "city/v1/command-outcomes/c1", "city/v1/heartbeat", "weather/today"})
    void aTopicThatIsNotForUsIsNeitherTakenNorRefused(String topic) throws Exception {
        decoding.comes(topic, "{}");

        assertThat(decoding.refused()).isEmpty();
        assertThat(decoding.events()).isEmpty();
    }

    @Test
    void aReadingSixtySecondsAheadIsTakenAndOneOfSixtyOneIsRefused() throws Exception {
        decoding.comes(TOPIC, "{'observedAt': '2026-01-01T00:01:00Z', 'open': true}");
        decoding.comes(TOPIC, "{'observedAt': '2026-01-01T00:01:01Z', 'open': true}");

        assertThat(decoding.events()).hasSize(1);
        assertThat(decoding.refused()).hasSize(1);
        assertThat(decoding.refused().get(0).reason()).contains("61 s ahead of the city clock");
    }

    @Test
    void evenBeforeTheFirstWatermarkALiveCityKnowsWhatTimeItIs() throws Exception {
        try (Decoding early = Decoding.live()) {
            early.comes(TOPIC, "{'observedAt': '2099-01-01T00:00:00Z', 'open': true}");

            assertThat(early.events()).isEmpty();
            assertThat(early.refused()).hasSize(1);
        }
    }

    @Test
    void beforeTheFirstTickOfAnExternalClockNoTimeIsSuspect() throws Exception {
        try (Decoding early = Decoding.external()) {
            early.comes(TOPIC, "{'observedAt': '2099-01-01T00:00:00Z', 'open': true}");

            assertThat(early.events()).hasSize(1);
        }
    }

    @Test
    void anEmptyRegistryMessageRemovesTheSensor() throws Exception {
        decoding.comes(Topics.registry(COVER), new byte[0]);

        assertThat(decoding.events()).containsExactly(SensorEvent.removed(COVER, NOW_MILLIS, Long.MAX_VALUE));
    }

    @Test
    void aRegistryEntryIsTakenAsItIs() throws Exception {
        decoding.register(cover(60));

        assertThat(decoding.events()).containsExactly(SensorEvent.registered(cover(60), NOW_MILLIS, Long.MAX_VALUE));
    }

    @Test
    void anEntryWithAnUnknownRuleIsRefusedNamingThoseThatAreKnown() throws Exception {
        decoding.register(entry(COVER, Kind.MANHOLE, 0, null, limit("water-above-warning", 6, 5.9)));

        assertThat(decoding.events()).isEmpty();
        assertThat(decoding.refused().get(0).reason())
                .contains("limits.water-above-warning: manhole has no such rule", "cover-opened");
    }

    @Test
    void aCommandGoesToItsSensor() throws Exception {
        decoding.comes(
                Topics.alertCommands("manhole", COVER, "cover-opened"),
                AlertJson.write(acknowledge("c1", "cover-opened", 1_767_225_600)));

        assertThat(decoding.events())
                .containsExactly(
                        SensorEvent.of(acknowledge("c1", "cover-opened", 1_767_225_600), NOW_MILLIS, Long.MAX_VALUE));
    }

    @Test
    void aRetainedAlertGoesToItsSensorOnceTheBacklogIsThroughAndALiveOneDoesNot() throws Exception {
        Alert alert = Samples.alert("a1", 1, AlertState.ACTIVE, 1_767_225_600, false);
        String topic = Topics.alert("manhole", COVER, "cover-tilted");
        Inbound retained = new Inbound(topic, AlertJson.write(alert), true, 1, null);
        decoding.comes(retained).feed(FeedState.CAUGHT_UP).comes(topic, AlertJson.write(alert));
        assertThat(decoding.events()).isEmpty();

        decoding.comes(retained);
        assertThat(decoding.events()).containsExactly(SensorEvent.retained(alert, NOW_MILLIS, NOW_MILLIS));
        assertThat(decoding.refused()).isEmpty();
    }

    /** Cleared under the name in its payload, it would stay on its own topic for ever. */
    @Test
    void aRetainedAlertOnAnotherTopicThanItsOwnIsRefused() throws Exception {
        Alert alert = Samples.alert("a1", 1, AlertState.ACTIVE, 1_767_225_600, false);
        decoding.feed(FeedState.CAUGHT_UP)
                .comes(new Inbound(
                        Topics.alert("manhole", "C-2", "cover-tilted"), AlertJson.write(alert), true, 1, null));

        assertThat(decoding.events()).isEmpty();
        assertThat(decoding.refused().get(0).reason())
                .contains("of cover-tilted at C-1, not of cover-tilted at C-2", "remove it");
    }

    @Test
    void aTickIsRefusedWhileTheCityRunsOnTheWallClock() throws Exception {
        decoding.tick(NOW_MILLIS);

        assertThat(decoding.refused().get(0).reason()).contains("wall clock", "clock: external");
    }

    @Test
    void theFeedsNewsCarriesTheCitysTime() throws Exception {
        decoding.feed(FeedState.LOST).feed(FeedState.CAUGHT_UP);

        assertThat(decoding.feed())
                .containsExactly(
                        new FeedNews("telemetry", FeedState.LOST, Decoding.RECEIVED_AT_MILLIS, NOW_MILLIS),
                        new FeedNews("telemetry", FeedState.CAUGHT_UP, Decoding.RECEIVED_AT_MILLIS, NOW_MILLIS));
    }

    @Test
    void aFeedThatCatchesUpBeforeTheFirstTickIsGoodFromThatTickOn() throws Exception {
        try (Decoding external = Decoding.external()) {
            external.feed(FeedState.CAUGHT_UP).tick(1_767_225_600_000L).clock(1_767_225_600_000L);
            external.tick(1_767_225_601_000L);

            assertThat(external.feed())
                    .extracting(FeedNews::cityAtMillis)
                    .containsExactly(Long.MAX_VALUE, 1_767_225_600_000L);
            assertThat(external.refused()).isEmpty();
        }
    }

    @Test
    void aFeedThatIsLostAgainBeforeTheFirstTickIsNotCalledGood() throws Exception {
        try (Decoding external = Decoding.external()) {
            external.feed(FeedState.CAUGHT_UP).feed(FeedState.LOST).tick(1_767_225_600_000L);

            assertThat(external.feed())
                    .extracting(FeedNews::state)
                    .containsExactly(FeedState.CAUGHT_UP, FeedState.LOST);
        }
    }
}
