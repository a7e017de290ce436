package io.citybrain.jobs.sensing;

import static io.citybrain.jobs.sensing.Samples.COVER;
import static io.citybrain.jobs.sensing.Samples.acknowledge;
import static io.citybrain.jobs.sensing.Samples.cover;
import static io.citybrain.jobs.sensing.Samples.entry;
import static io.citybrain.jobs.sensing.Samples.gauge;
import static io.citybrain.jobs.sensing.Samples.level;
import static io.citybrain.jobs.sensing.Samples.opened;
import static io.citybrain.jobs.sensing.Samples.tilt;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.sensing.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the registry, people and the broker's memory do to sensors. */
final class WatchSensorsDeskTest {
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
    void aRemovedSensorLeavesNoOpenAlertNoStateAndNoTimer() throws Exception {
        street.register(cover(60)).hears(opened(10, true)).clock(20).remove(COVER);

        assertThat(street.story()).containsExactly("cover-opened active@10", "cover-opened cleared@20");
        assertThat(street.states()).isZero();
        assertThat(street.timers()).isZero();
        assertThat(street.clock(10_000).story()).hasSize(2);
    }

    @Test
    void aSensorThatIsRemovedAndRegisteredAgainHasOneTimer() throws Exception {
        street.register(cover(60));
        for (int second = 10; second < 50; second++) {
            street.clock(second).remove(COVER).register(cover(60));
        }

        assertThat(street.timers()).isOne();
        assertThat(street.clock(108).story()).isEmpty();
        assertThat(street.clock(109).story()).containsExactly("silent active@109");
    }

    @Test
    void aSensorThatBecomesAnotherKindBeginsAnewWithOneTimer() throws Exception {
        street.register(cover(60)).hears(opened(10, true)).clock(20);
        street.register(entry(COVER, Kind.NOISE, 60, null));

        assertThat(street.story()).containsExactly("cover-opened active@10", "cover-opened cleared@20");
        assertThat(street.timers()).isOne();
        assertThat(street.clock(80).story()).last().isEqualTo("silent active@80");
    }

    @Test
    void removingWhatWasNeverRegisteredDoesNothing() throws Exception {
        street.remove(COVER);

        assertThat(street.story()).isEmpty();
        assertThat(street.states()).isZero();
    }

    @Test
    void theSameEntryAgainChangesNothing() throws Exception {
        street.register(gauge()).hears(level(10, 6)).register(gauge());

        assertThat(street.story()).containsExactly("water-above-warning active@10");
    }

    @Test
    void aCommandIsCarriedOutAndAnswered() throws Exception {
        street.register(cover(0)).hears(opened(10, true)).clock(20).asks(acknowledge("c1", "cover-opened", 20));

        assertThat(street.story()).containsExactly("cover-opened active@10", "cover-opened acknowledged@20");
        assertThat(street.alerts().get(1).by()).isEqualTo("li");
        assertThat(street.outcomes()).containsExactly(new CommandOutcome("c1", true, null, "acknowledged"));
    }

    @Test
    void aCommandAtAnUnregisteredSensorIsAnsweredWithTheReason() throws Exception {
        street.asks(acknowledge("c1", "cover-opened", 20));

        assertThat(street.outcomes())
                .containsExactly(new CommandOutcome("c1", false, "no alert of cover-opened is open at C-1", "normal"));
        assertThat(street.states()).isZero();
    }

    @Test
    void aRetainedAlertOfASensorThatIsGoneIsClearedAndLeavesNoState() throws Exception {
        Alert orphan = Samples.alert("a1", 3, AlertState.ACTIVE, 10, false);
        street.clock(100).happens(SensorEvent.retained(orphan, 100_000, 1_000));

        assertThat(street.story()).containsExactly("cover-tilted cleared@100");
        assertThat(street.alerts().get(0).alertId()).isEqualTo("a1");
        assertThat(street.alerts().get(0).revision()).isEqualTo(4);
        assertThat(street.states()).isZero();
    }

    @Test
    void aRetainedAlertThatIsStillOpenIsLeftAlone() throws Exception {
        street.register(cover(0)).hears(opened(10, true));
        street.happens(SensorEvent.retained(street.alerts().get(0), 100_000, 1_000));

        assertThat(street.story()).containsExactly("cover-opened active@10");
    }

    @Test
    void aRetainedAlertOlderThanTheStateIsPublishedAgain() throws Exception {
        street.register(cover(0)).hears(opened(10, true)).asks(acknowledge("c1", "cover-opened", 20));
        street.happens(SensorEvent.retained(street.alerts().get(0), 100_000, 1_000));

        assertThat(street.alerts()).extracting(Alert::revision).containsExactly(1, 2, 2);
        assertThat(street.alerts().get(2).state()).isEqualTo(AlertState.ACKNOWLEDGED);
    }

    @Test
    void whenTheBrokerLostTheSessionEveryOpenAlertIsPublishedAgainAndNoOther() throws Exception {
        street.register(cover(0)).hears(opened(10, true));
        street.register(gauge()).hears(level(10, 6)).hears(level(20, 5.8));
        street.feed(FeedState.SESSION_LOST, 30);

        assertThat(street.story())
                .containsExactly(
                        "cover-opened active@10",
                        "water-above-warning active@10",
                        "water-above-warning cleared@20",
                        "cover-opened active@10");
        assertThat(street.alerts().get(3)).isEqualTo(street.alerts().get(0));
    }

    @Test
    void anAlertThatRanOutBeforeItsSensorWasRemovedIsClearedToo() throws Exception {
        street.register(cover(0)).hears(tilt(10, 30)).clock(13).remove(COVER);

        assertThat(street.story()).containsExactly("cover-tilted active@13", "cover-tilted cleared@13");
        assertThat(street.states()).isZero();
    }
}
