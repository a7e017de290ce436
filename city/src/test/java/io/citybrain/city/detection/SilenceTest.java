package io.citybrain.city.detection;

import static io.citybrain.city.detection.Street.FEED_DOWN;
import static io.citybrain.city.detection.Street.sensor;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import org.junit.jupiter.api.Test;

class SilenceTest {

    private final Street street = Street.with(sensor(Kind.MANHOLE, 60));

    @Test
    void aSensorIsSilentOnceItsHeartbeatHasPassed() {
        street.tilt(100, 1).clock(159).clock(160);

        assertThat(street.story()).containsExactly("silent active@160");
        assertThat(street.alerts.get(0).decidedByClock()).isTrue();
        assertThat(street.alerts.get(0).observedAtMillis()).isEqualTo(100_000);
    }

    @Test
    void aLateClockGivesTheSameAlertAsAPunctualOne() {
        street.tilt(100, 1).clock(1000);

        assertThat(street.story()).containsExactly("silent active@160");
    }

    @Test
    void aSensorThatWasNeverSeenIsSilentFromItsRegistrationPlusHeartbeat() {
        assertThat(street.clock(60).story()).isEmpty();
        assertThat(street.clock(61).story()).containsExactly("silent active@61");
        assertThat(street.alerts.get(0).observedAtMillis()).isEqualTo(1000);
    }

    @Test
    void theNextReadingEndsTheSilence() {
        street.tilt(100, 1).clock(200).tilt(300, 1);

        assertThat(street.story()).containsExactly("silent active@160", "silent cleared@300");
        assertThat(street.tilt(950, 1).watch.memories())
                .as("forgotten once it can't flap any more")
                .isEmpty();
    }

    @Test
    void aReadingThatWasUnderWayDoesNotEndTheSilenceBeforeItBegan() {
        street.tilt(100, 1).clock(200).tilt(130, 1);

        assertThat(street.story()).containsExactly("silent active@160", "silent cleared@160");
    }

    @Test
    void aSignOfLifeWithoutValuesEndsTheSilenceToo() {
        street.tilt(100, 1).clock(200);
        street.watch = street.watcher.heard(street.watch, 250_000, street);

        assertThat(street.story()).last().isEqualTo("silent cleared@250");
    }

    @Test
    void aDeviceWhoseClockIsBehindIsNotSilent() {
        for (long second = 100; second < 300; second += 20) {
            street.hears(street.at(second - 70).with(Quantity.TILT_DEGREES, 1), second)
                    .clock(second + 10);
        }

        assertThat(street.story()).isEmpty();
    }

    @Test
    void aSensorThatSpeaksJustTooSeldomDoesNotFlap() {
        for (long second = 100; second < 3000; second += 61) {
            street.tilt(second, 1).clock(second + 60);
        }

        assertThat(street.story()).hasSizeLessThan(10).last().asString().startsWith("silent active");
    }

    @Test
    void silenceIsNotJudgedWhileTheFeedIsDownNorForAHeartbeatAfterwards() {
        street.tilt(100, 1);
        street.watch = street.watcher.pass(street.watch, 1_000_000, FEED_DOWN, street);
        assertThat(street.story()).isEmpty();
        assertThat(street.watcher.deadline(street.watch, FEED_DOWN)).isEqualTo(Long.MAX_VALUE);

        street.watch = street.watcher.pass(street.watch, 1_059_000, 1_000_000, street);
        assertThat(street.story()).isEmpty();
        street.watch = street.watcher.pass(street.watch, 1_060_000, 1_000_000, street);
        assertThat(street.story()).containsExactly("silent active@1060");
    }

    @Test
    void aSensorWithoutHeartbeatIsNeverSilent() {
        Street calm = Street.with(sensor(Kind.MANHOLE, 0)).tilt(100, 1).clock(1_000_000);

        assertThat(calm.story()).isEmpty();
    }

    @Test
    void registeredBeforeTheClockTickedTheHeartbeatCountsFromTheFirstTick() {
        street.watch = street.desk.register(null, sensor(Kind.MANHOLE, 60), 0, street);

        assertThat(street.clock(5000).clock(5059).story()).isEmpty();
        assertThat(street.clock(5060).story()).containsExactly("silent active@5060");
    }
}
