package io.citybrain.jobs.sensing;

import static io.citybrain.jobs.sensing.Samples.COVER;
import static io.citybrain.jobs.sensing.Samples.cover;
import static io.citybrain.jobs.sensing.Samples.opened;
import static io.citybrain.jobs.sensing.Samples.tilt;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the passing of time does, and when it may do nothing. */
final class WatchSensorsClockTest {

    @Test
    void anOnDelayExpiresByTheClockWithoutAnotherMessage() throws Exception {
        try (WatchedStreet street = WatchedStreet.live()) {
            street.register(cover(0)).hears(tilt(10, 30)).clock(12);
            assertThat(street.story()).isEmpty();

            street.clock(13);
            assertThat(street.story()).containsExactly("cover-tilted active@13");
            assertThat(street.alerts().get(0).decidedByClock()).isTrue();
            assertThat(street.timers()).isZero();
        }
    }

    @Test
    void aSensorThatStopsSpeakingIsSilentAfterItsHeartbeat() throws Exception {
        try (WatchedStreet street = WatchedStreet.live()) {
            street.register(cover(60)).hears(tilt(100, 1)).clock(159);
            assertThat(street.story()).isEmpty();

            street.clock(160);
            assertThat(street.story()).containsExactly("silent active@160");
            assertThat(street.clock(10_000).story()).hasSize(1);

            street.hears(tilt(10_001, 1));
            assertThat(street.story()).last().isEqualTo("silent cleared@10001");
        }
    }

    @Test
    void aSensorThatNeverSpokeIsSilentAHeartbeatAfterItsRegistration() throws Exception {
        try (WatchedStreet street = WatchedStreet.live()) {
            street.clock(100).register(cover(60)).clock(159);
            assertThat(street.story()).isEmpty();

            assertThat(street.clock(160).story()).containsExactly("silent active@160");
        }
    }

    @Test
    void aSignOfLifeWithoutValuesCountsAsHeard() throws Exception {
        try (WatchedStreet street = WatchedStreet.live()) {
            street.register(cover(60))
                    .hears(tilt(100, 1))
                    .happens(SensorEvent.heard(COVER, 150_000, 100_000, 1_000))
                    .clock(209);
            assertThat(street.story()).isEmpty();

            assertThat(street.clock(210).story()).containsExactly("silent active@210");
        }
    }

    @Test
    void aReadingThatWasUnderWayDoesNotEndTheSilenceBeforeItBegan() throws Exception {
        try (WatchedStreet street = WatchedStreet.live()) {
            street.register(cover(60)).hears(tilt(100, 1)).clock(160).hears(tilt(130, 1));

            assertThat(street.story()).containsExactly("silent active@160", "silent cleared@160");
        }
    }

    @Test
    void aLostFeedMakesNoStormOfSilentSensorsAndAHeartbeatOfGraceFollows() throws Exception {
        try (WatchedStreet street = WatchedStreet.live()) {
            street.register(cover(60)).hears(tilt(100, 1)).lost(110).clock(1000);
            assertThat(street.story()).isEmpty();
            assertThat(street.timers()).isOne();

            street.caughtUp(1000).clock(1059);
            assertThat(street.story()).isEmpty();

            assertThat(street.clock(2000).story()).containsExactly("silent active@1060");
        }
    }

    @Test
    void twoSessionsAreGoodOnceBothAre() throws Exception {
        try (WatchedStreet street = WatchedStreet.live()) {
            street.register(cover(60));
            street.news(new FeedNews("second", FeedState.LOST, 0, 0)).clock(500);
            assertThat(street.story()).isEmpty();

            street.news(new FeedNews("second", FeedState.CAUGHT_UP, 500_000, 500_000));
            assertThat(street.clock(1000).story()).containsExactly("silent active@560");
        }
    }

    @Test
    void whileTheFeedIsLostAnOnDelayGoesOn() throws Exception {
        try (WatchedStreet street = WatchedStreet.live()) {
            street.register(cover(60)).hears(tilt(100, 30)).lost(101).clock(103);

            assertThat(street.story()).containsExactly("cover-tilted active@103");
        }
    }

    @Test
    @Timeout(10)
    void theEndOfTheInputIsNoTimeOfTheCity() throws Exception {
        try (WatchedStreet street = WatchedStreet.live()) {
            street.register(cover(60)).hears(tilt(100, 30)).lost(101).endOfInput();

            assertThat(street.story()).isEmpty();
        }
    }

    @Test
    void beforeTheFirstTickOfAnExternalClockOnlyMessagesDecide() throws Exception {
        try (WatchedStreet street = WatchedStreet.beforeTheFirstTick()) {
            street.caughtUp(-1).register(cover(60)).hears(opened(5000, true)).hears(tilt(5001, 30));

            assertThat(street.story()).containsExactly("cover-opened active@5000");
            assertThat(street.alerts().get(0).decidedByClock()).isFalse();
        }
    }

    @Test
    void theHeartbeatCountsFromTheFirstTickForASensorRegisteredBeforeIt() throws Exception {
        try (WatchedStreet street = WatchedStreet.beforeTheFirstTick()) {
            street.caughtUp(-1).register(cover(60)).caughtUp(5000).clock(5000).clock(5059);
            assertThat(street.story()).isEmpty();

            assertThat(street.clock(5060).story()).containsExactly("silent active@5060");
        }
    }
}
