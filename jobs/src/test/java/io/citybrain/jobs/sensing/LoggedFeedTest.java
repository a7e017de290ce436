package io.citybrain.jobs.sensing;

import static io.citybrain.jobs.sensing.Samples.COVER;
import static io.citybrain.jobs.sensing.Samples.cover;
import static io.citybrain.jobs.sensing.Samples.opened;
import static io.citybrain.jobs.sensing.Samples.tilt;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Decode and watch, fed from a log: the time is that of the record, not of how far others have been read. */
final class LoggedFeedTest {
    private static final byte[] NOTHING = {};
    /** 2026, in seconds. */
    private static final long NEW_YEAR = 1_767_225_600;

    private static final String SESSION = "bridge";

    private static Inbound message(String topic, String json, long citySeconds, int lane) {
        return new Inbound(
                topic,
                json.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                false,
                1,
                null,
                citySeconds * 1000,
                lane,
                false);
    }

    private static Inbound feed(FeedState state, long citySeconds, int lane) {
        return new Inbound(SESSION, NOTHING, false, 1, state, citySeconds * 1000, lane, false);
    }

    @Test
    void aMessageArrivesAtTheTimeThatTheLogSays() throws Exception {
        try (Decoding decoding = Decoding.logged()) {
            decoding.clock(100_000)
                    .comes(message(
                            "city/v1/telemetry/manhole/C-1",
                            "{'observedAt': 1767225600000, 'open': true}",
                            NEW_YEAR + 5,
                            3));

            assertThat(decoding.events())
                    .extracting(SensorEvent::arrivedAtMillis)
                    .containsExactly((NEW_YEAR + 5) * 1000);
        }
    }

    @Test
    void whatIsFarAheadOfTheLogsTimeIsRefusedHoweverLateTheLogIsRead() throws Exception {
        try (Decoding decoding = Decoding.logged()) {
            decoding.comes(message(
                    "city/v1/telemetry/manhole/C-1", "{'observedAt': 1767225700000, 'open': true}", NEW_YEAR + 5, 3));

            assertThat(decoding.refused().get(0).reason()).contains("95 s ahead of the city clock");
        }
    }

    @Test
    void aLaneThatCatchesUpBeforeItsFirstTickIsGoodFromThatTickOnAlsoAfterARestart() throws Exception {
        OperatorSubtaskState state;
        try (Decoding before = Decoding.logged()) {
            before.comes(feed(FeedState.CAUGHT_UP, 0, 1)).comes(feed(FeedState.ALIVE, 50, 2));
            assertThat(before.feed()).extracting(FeedNews::cityAtMillis).containsExactly(Long.MAX_VALUE);
            state = before.snapshot();
        }
        try (Decoding after = Decoding.logged(state)) {
            after.comes(feed(FeedState.ALIVE, 60, 1)).comes(feed(FeedState.ALIVE, 70, 1));

            assertThat(after.feed()).containsExactly(new FeedNews(SESSION, FeedState.CAUGHT_UP, 1, 60_000, 1, null));
        }
    }

    @Test
    void thatTheLogGoesOnIsToldOnceASecondAndByOneLaneOnly() throws Exception {
        try (Decoding decoding = Decoding.logged()) {
            for (int i = 0; i < 100; i++) {
                decoding.comes(feed(FeedState.ALIVE, i, 0)).comes(feed(FeedState.ALIVE, i, 1));
            }

            assertThat(decoding.feed()).extracting(FeedNews::state).containsExactly(FeedState.ALIVE);
        }
    }

    @Test
    void aRetainedAlertIsReconciledWhereItStandsInTheLog() throws Exception {
        Alert alert = Samples.alert("a1", 3, AlertState.ACTIVE, NEW_YEAR, false);
        String topic = Topics.alert(alert.kind(), alert.sensor(), alert.rule());
        try (Decoding decoding = Decoding.logged()) {
            decoding.comes(new Inbound(topic, AlertJson.write(alert), true, 1, null, 20_000, 4, false));

            assertThat(decoding.events()).containsExactly(SensorEvent.retained(alert, 20_000, Long.MAX_VALUE));
        }
    }

    @Test
    void aSensorsOwnLaneMayBeAheadOfTheSlowestAndDecidesTheSame() throws Exception {
        try (WatchedStreet street = WatchedStreet.logged(null)) {
            street.clock(1).caughtUp(1).register(cover(60)).hears(tilt(2, 30));

            // The other lanes stand at second 1; the on-delay ran out at 5, the silence begins at 62.
            street.happens(SensorEvent.of(tilt(90, 1), 90_000, 1_000));

            assertThat(street.story())
                    .containsExactly(
                            "cover-tilted active@5",
                            "silent active@62",
                            "silent cleared@90",
                            "cover-tilted cleared@90");
            assertThat(street.clock(100).alerts()).hasSize(4);
        }
    }

    @Test
    void whatTheLogHadToldOfTheFeedStillHoldsAfterARestart() throws Exception {
        OperatorSubtaskState state;
        try (WatchedStreet before = WatchedStreet.logged(null)) {
            state = before.clock(1)
                    .caughtUp(1)
                    .register(cover(60))
                    .hears(opened(2, false))
                    .snapshot();
        }
        try (WatchedStreet after = WatchedStreet.logged(state)) {
            assertThat(after.clock(61).story()).isEmpty();
            assertThat(after.clock(62).story()).containsExactly("silent active@62");
            assertThat(after.alerts()).extracting(Alert::sensor).containsExactly(COVER);
        }
    }
}
