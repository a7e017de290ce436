package io.citybrain.jobs.sensing;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One alert for a lost feed. Times are seconds of the wall clock. */
@SuppressWarnings("try") // close() of Flink's harness declares Exception
final class WatchFeedTest {
    private KeyedOneInputStreamOperatorTestHarness<String, FeedNews, Alert> feed;

    @BeforeEach
    void open() throws Exception {
        feed = harness();
        feed.open();
        feed.setProcessingTime(100_000);
    }

    @AfterEach
    void close() throws Exception {
        feed.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, FeedNews, Alert> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new WatchFeed()), FeedNews::session, Types.STRING);
    }

    private void news(FeedState state, long seconds) throws Exception {
        feed.processElement(new StreamRecord<>(new FeedNews("telemetry", state, seconds * 1000, seconds * 1000)));
    }

    private List<String> story() {
        return feed.extractOutputValues().stream().map(Samples::story).toList();
    }

    @Test
    void aFeedAwayForTenSecondsIsToldOnceAndClearedWhenItHasCaughtUp() throws Exception {
        news(FeedState.LOST, 100);
        feed.setProcessingTime(109_999);
        assertThat(story()).isEmpty();

        feed.setProcessingTime(110_000);
        feed.setProcessingTime(999_000);
        assertThat(story()).containsExactly("feed-lost active@110");

        news(FeedState.CAUGHT_UP, 1000);
        assertThat(story()).containsExactly("feed-lost active@110", "feed-lost cleared@1000");
        Alert cleared = feed.extractOutputValues().get(1);
        assertThat(cleared.alertId())
                .isEqualTo(feed.extractOutputValues().get(0).alertId());
        assertThat(cleared.revision()).isEqualTo(2);
        assertThat(cleared.state()).isEqualTo(AlertState.CLEARED);
        assertThat(feed.numKeyedStateEntries()).isZero();
    }

    @Test
    void aLogThatStandsStillForTenSecondsIsToldOnceAndClearedWhenItGoesOn() throws Exception {
        for (int second = 100; second <= 105; second++) {
            feed.setProcessingTime(second * 1000L);
            news(FeedState.ALIVE, second);
        }
        feed.setProcessingTime(110_000);
        assertThat(story()).isEmpty();

        feed.setProcessingTime(115_000);
        assertThat(story()).containsExactly("feed-lost active@115");

        feed.setProcessingTime(130_000);
        news(FeedState.ALIVE, 106);
        assertThat(story()).containsExactly("feed-lost active@115", "feed-lost cleared@130");
        assertThat(feed.numProcessingTimeTimers()).isOne();
    }

    @Test
    void aLogIsNotCalledLostBecauseTheJobWasAway() throws Exception {
        news(FeedState.ALIVE, 100);
        OperatorSubtaskState state = feed.snapshot(1, 1);
        try (var after = harness()) {
            after.initializeState(state);
            after.open();
            after.setProcessingTime(500_000);
            assertThat(after.extractOutputValues()).isEmpty();

            after.setProcessingTime(510_000);
            assertThat(after.extractOutputValues().stream().map(Samples::story))
                    .containsExactly("feed-lost active@510");
        }
    }

    @Test
    void aShortLossTellsNobody() throws Exception {
        news(FeedState.LOST, 100);
        news(FeedState.CAUGHT_UP, 105);
        feed.setProcessingTime(200_000);

        assertThat(story()).isEmpty();
        assertThat(feed.numKeyedStateEntries()).isZero();
        assertThat(feed.numProcessingTimeTimers()).isZero();
    }

    @Test
    void aSecondLossIsCountedFromItsOwnBeginning() throws Exception {
        news(FeedState.LOST, 100);
        news(FeedState.CAUGHT_UP, 105);
        feed.setProcessingTime(106_000);
        news(FeedState.LOST, 106);
        feed.setProcessingTime(115_999);
        assertThat(story()).isEmpty();

        feed.setProcessingTime(116_000);
        assertThat(story()).containsExactly("feed-lost active@116");
    }

    @Test
    void moreNewsOfTheSameLossChangesNothing() throws Exception {
        news(FeedState.LOST, 100);
        news(FeedState.SESSION_LOST, 103);
        news(FeedState.LOST, 104);
        feed.setProcessingTime(200_000);

        assertThat(story()).containsExactly("feed-lost active@110");
    }

    @Test
    void aLossThatWasToldBeforeARestartIsClearedAfterIt() throws Exception {
        news(FeedState.LOST, 100);
        feed.setProcessingTime(110_000);
        OperatorSubtaskState state = feed.snapshot(1, 1);
        try (var after = harness()) {
            after.initializeState(state);
            after.open();
            after.setProcessingTime(200_000);
            after.processElement(new StreamRecord<>(new FeedNews("telemetry", FeedState.LOST, 200_000, 200_000)));
            after.processElement(new StreamRecord<>(new FeedNews("telemetry", FeedState.CAUGHT_UP, 201_000, 201_000)));

            assertThat(after.extractOutputValues().stream().map(Samples::story).toList())
                    .containsExactly("feed-lost cleared@201");
            assertThat(after.numKeyedStateEntries()).isZero();
        }
    }
}
