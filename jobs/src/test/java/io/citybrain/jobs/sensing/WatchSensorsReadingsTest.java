package io.citybrain.jobs.sensing;

import static io.citybrain.jobs.sensing.Samples.COVER;
import static io.citybrain.jobs.sensing.Samples.cover;
import static io.citybrain.jobs.sensing.Samples.gauge;
import static io.citybrain.jobs.sensing.Samples.level;
import static io.citybrain.jobs.sensing.Samples.opened;
import static io.citybrain.jobs.sensing.Samples.tilt;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What readings do: each sort of odd reading, and what the operator keeps of them. */
final class WatchSensorsReadingsTest {
    private WatchedStreet street;

    @BeforeEach
    void open() throws Exception {
        street = WatchedStreet.live();
    }

    @AfterEach
    void close() {
        street.close();
    }

    @Test
    void anOpenedCoverIsToldAtOnceAndClosedAgain() throws Exception {
        street.register(cover(0)).hears(opened(10, true)).hears(opened(20, false));

        assertThat(street.story()).containsExactly("cover-opened active@10", "cover-opened cleared@20");
        assertThat(street.stored()).hasSize(2);
    }

    @Test
    void aMissingValueChangesNothing() throws Exception {
        street.register(cover(0)).hears(opened(10, true));
        street.hears(Reading.of(COVER, Kind.MANHOLE, 20_000).with(Quantity.BATTERY_VOLTS, 3.6));

        assertThat(street.story()).containsExactly("cover-opened active@10");
        assertThat(street.stored()).hasSize(2);
    }

    @Test
    void aLateReadingIsStoredAndNotJudged() throws Exception {
        street.register(cover(0)).hears(opened(20, false)).hears(opened(10, true));

        assertThat(street.story()).isEmpty();
        assertThat(street.stored()).containsExactly(opened(20, false), opened(10, true));
    }

    @Test
    void aDoubledReadingIsDropped() throws Exception {
        Reading open = opened(10, true).withSequence(7);
        street.register(cover(0)).hears(open).hears(open);

        assertThat(street.story()).containsExactly("cover-opened active@10");
        assertThat(street.stored()).containsExactly(open);
    }

    @Test
    void outOfOrderReadingsGiveTheStoryOfTheNewestOnes() throws Exception {
        street.register(gauge()).hears(level(10, 5)).hears(level(30, 5.1));
        street.hears(level(20, 6.5)).hears(level(40, 5.2));

        assertThat(street.story()).isEmpty();
        assertThat(street.stored()).hasSize(4);
    }

    @Test
    void anUnregisteredSensorIsStoredAndHasNeitherStateNorTimer() throws Exception {
        street.hears(opened(10, true));

        assertThat(street.story()).isEmpty();
        assertThat(street.stored()).containsExactly(opened(10, true));
        assertThat(street.states()).isZero();
        assertThat(street.timers()).isZero();
    }

    @Test
    void aReadingOfTheWrongKindIsRefusedWithItsPayloadAndNotStored() throws Exception {
        Reading noise = Reading.of(COVER, Kind.NOISE, 10_000).with(Quantity.LEVEL_DECIBELS, 60);
        street.register(cover(0)).hears(noise);

        assertThat(street.stored()).isEmpty();
        assertThat(street.refused()).hasSize(1);
        assertThat(street.refused().get(0).topic()).isEqualTo("city/v1/telemetry/noise/C-1");
        assertThat(street.refused().get(0).reason()).contains("registered as manhole", "topic says noise");
        assertThat(new String(street.refused().get(0).payload(), StandardCharsets.UTF_8))
                .contains("\"levelDecibels\":60");
    }

    @Test
    void aThousandReadingsLeaveOneTimerAndOneRecord() throws Exception {
        street.register(cover(60));
        for (int second = 1; second <= 1000; second++) {
            street.hears(tilt(second, second % 10));
        }

        assertThat(street.timers()).isOne();
        assertThat(street.states()).isOne();
    }

    /** A deadline that comes nearer replaces the timer: nothing is left behind for the length of a heartbeat. */
    @Test
    void aCoverThatShakesAThousandTimesStillHasOneTimer() throws Exception {
        street.register(cover(3600));
        for (int second = 10; second < 10_000; second += 10) {
            street.hears(tilt(second, 30)).hears(tilt(second + 1, 0)).clock(second + 5);
        }

        assertThat(street.story()).isEmpty();
        assertThat(street.timers()).isOne();
    }
}
