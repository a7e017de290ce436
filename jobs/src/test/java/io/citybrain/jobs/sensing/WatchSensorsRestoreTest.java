package io.citybrain.jobs.sensing;

import static io.citybrain.jobs.sensing.Samples.cover;
import static io.citybrain.jobs.sensing.Samples.opened;
import static io.citybrain.jobs.sensing.Samples.tilt;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.alert.Alert;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** The operator after a crash: it goes on from its snapshot. */
final class WatchSensorsRestoreTest {

    @Test
    void anOpenAlertStaysOpenAndIsNotRaisedAgain() throws Exception {
        OperatorSubtaskState state;
        Alert raised;
        try (WatchedStreet before = WatchedStreet.live()) {
            before.register(cover(0)).hears(opened(10, true));
            raised = before.alerts().get(0);
            state = before.snapshot();
        }
        try (WatchedStreet after = WatchedStreet.restored(state)) {
            after.clock(20).caughtUp(20).register(cover(0)).hears(opened(21, true));
            assertThat(after.story()).isEmpty();

            after.hears(opened(30, false));
            assertThat(after.story()).containsExactly("cover-opened cleared@30");
            assertThat(after.alerts().get(0).alertId()).isEqualTo(raised.alertId());
            assertThat(after.alerts().get(0).revision()).isEqualTo(2);
        }
    }

    @Test
    void anOnDelayGoesOnAndItsTimerIsThere() throws Exception {
        OperatorSubtaskState state;
        try (WatchedStreet before = WatchedStreet.live()) {
            state = before.register(cover(0)).hears(tilt(10, 30)).snapshot();
        }
        try (WatchedStreet after = WatchedStreet.restored(state)) {
            assertThat(after.timers()).isOne();
            assertThat(after.clock(600).story()).containsExactly("cover-tilted active@13");
        }
    }

    @Test
    void aRepeatedReadingAfterTheRestoreIsDropped() throws Exception {
        OperatorSubtaskState state;
        try (WatchedStreet before = WatchedStreet.live()) {
            state = before.register(cover(0)).hears(opened(10, true)).snapshot();
        }
        try (WatchedStreet after = WatchedStreet.restored(state)) {
            after.clock(20).hears(opened(10, true));

            assertThat(after.story()).isEmpty();
            assertThat(after.stored()).isEmpty();
        }
    }

    /** The job was down for an hour: that nobody was heard meanwhile says nothing of the sensors. */
    @Test
    void silenceIsNotJudgedBeforeTheFeedOfThisRunHasCaughtUp() throws Exception {
        OperatorSubtaskState state;
        try (WatchedStreet before = WatchedStreet.live()) {
            state = before.register(cover(60)).hears(tilt(100, 1)).snapshot();
        }
        try (WatchedStreet after = WatchedStreet.restored(state)) {
            after.clock(3700);
            assertThat(after.story()).isEmpty();

            after.lost(3700).clock(3710).caughtUp(3710).clock(3769);
            assertThat(after.story()).isEmpty();

            assertThat(after.clock(3770).story()).containsExactly("silent active@3770");
        }
    }

    @Test
    void aSilenceThatWasToldIsNotToldAgain() throws Exception {
        OperatorSubtaskState state;
        try (WatchedStreet before = WatchedStreet.live()) {
            state = before.register(cover(60)).clock(1000).snapshot();
            assertThat(before.story()).hasSize(1);
        }
        try (WatchedStreet after = WatchedStreet.restored(state)) {
            after.clock(1000).caughtUp(1000).clock(5000);
            assertThat(after.story()).isEmpty();

            assertThat(after.hears(tilt(5001, 1)).story()).containsExactly("silent cleared@5001");
        }
    }
}
