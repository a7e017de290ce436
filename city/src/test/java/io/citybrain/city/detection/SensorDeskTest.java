package io.citybrain.city.detection;

import static io.citybrain.city.alert.AlertCommand.Action.ACKNOWLEDGE;
import static io.citybrain.city.alert.AlertCommand.Action.SHELVE;
import static io.citybrain.city.alert.AlertCommand.Action.UNSHELVE;
import static io.citybrain.city.detection.Street.gauge;
import static io.citybrain.city.detection.Street.limit;
import static io.citybrain.city.detection.Street.sensor;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Limit;
import org.junit.jupiter.api.Test;

class SensorDeskTest {
    private static final String RULE = "water-above-warning";

    private final Street street = gauge().level(10, 6);

    @Test
    void anAcknowledgedAlertSaysWhoAndClearsAsUsual() {
        street.asks("c1", ACKNOWLEDGE, RULE, 0, 20).level(30, 5.8);

        assertThat(street.story())
                .containsExactly(RULE + " active@10", RULE + " acknowledged@20", RULE + " cleared@30");
        assertThat(street.alerts.get(1).by()).isEqualTo("li");
        assertThat(street.alerts).extracting(Alert::revision).containsExactly(1, 2, 3);
        assertThat(street.outcomes.get(0).accepted()).isTrue();
    }

    @Test
    void aRepeatedCommandIsAnsweredAgainAndChangesNothing() {
        street.asks("c1", ACKNOWLEDGE, RULE, 0, 20).asks("c1", ACKNOWLEDGE, RULE, 0, 20);

        assertThat(street.alerts).hasSize(2);
        assertThat(street.outcomes).hasSize(2).allMatch(o -> o.accepted());
    }

    @Test
    void aCommandForNoOpenAlertIsRefusedWithTheReason() {
        street.asks("c1", ACKNOWLEDGE, "level-stuck", 0, 20);

        assertThat(street.outcomes.get(0).accepted()).isFalse();
        assertThat(street.outcomes.get(0).reason()).isEqualTo("no alert of level-stuck is open at S-1");
    }

    @Test
    void aShelfEndsByTheClockUnacknowledged() {
        street.asks("c1", SHELVE, RULE, 100, 20).clock(99).clock(100);

        assertThat(street.story()).containsExactly(RULE + " active@10", RULE + " shelved@20", RULE + " active@100");
    }

    @Test
    void whoUnshelvesHasSeenIt() {
        street.asks("c1", SHELVE, RULE, 100, 20).asks("c2", UNSHELVE, RULE, 0, 30);

        assertThat(street.story()).last().isEqualTo(RULE + " acknowledged@30");
    }

    @Test
    void anAlertThatComesBackWhileShelvedStaysShelved() {
        street.asks("c1", SHELVE, RULE, 1000, 20).level(30, 5.8).level(40, 6);

        assertThat(street.story()).last().isEqualTo(RULE + " shelved@40");
    }

    @Test
    void shelvingIntoThePastOrForTooLongIsRefused() {
        street.asks("c1", SHELVE, RULE, 20, 20).asks("c2", SHELVE, RULE, 20 + 8 * 86_400, 20);

        assertThat(street.outcomes).noneMatch(o -> o.accepted());
        assertThat(street.outcomes.get(1).reason()).contains("7 days");
    }

    @Test
    void aSensorTakenOutOfTheRegistryLeavesNoOpenAlert() {
        street.desk.remove(street.watch, 50_000, street);

        assertThat(street.story()).containsExactly(RULE + " active@10", RULE + " cleared@50");
    }

    @Test
    void aLimitTakenOutOfTheRegistryClearsItsAlert() {
        street.watch = street.desk.register(street.watch, sensor(Kind.WATER_LEVEL, 0), 50_000, street);

        assertThat(street.story()).containsExactly(RULE + " active@10", RULE + " cleared@50");
    }

    @Test
    void aChangedLimitKeepsTheOpenAlert() {
        street.watch =
                street.desk.register(street.watch, sensor(Kind.WATER_LEVEL, 0, limit(RULE, 5.5, 5.4)), 50_000, street);

        assertThat(street.story()).containsExactly(RULE + " active@10");
    }

    @Test
    void aRetainedAlertWithoutStateBehindItIsClearedAndAKnownOneIsNot() {
        Alert open = street.alerts.get(0);
        street.desk.reconcile(street.watch, open, 50_000, street);
        assertThat(street.alerts).hasSize(1);

        street.desk.reconcile(null, open, 50_000, street);
        assertThat(street.story()).last().isEqualTo(RULE + " cleared@50");
        assertThat(street.alerts.get(1).revision()).isEqualTo(2);
    }

    @Test
    void anOrphanOnTheTopicOfAnOpenAlertDoesNotTakeItAway() {
        Alert old = gauge().level(1, 7).alerts.get(0);
        street.desk.reconcile(street.watch, old, 50_000, street);

        assertThat(street.story()).containsExactly(RULE + " active@10", RULE + " cleared@50", RULE + " active@10");
    }

    @Test
    void silenceThatIsSwitchedOffClearsItsAlert() {
        Street quiet = Street.with(sensor(Kind.WATER_LEVEL, 60)).level(10, 1).clock(100);
        Limit off = new Limit("silent", Double.NaN, Double.NaN, Double.NaN, Double.NaN, true);
        quiet.watch = quiet.desk.register(quiet.watch, sensor(Kind.WATER_LEVEL, 60, off), 120_000, quiet);

        assertThat(quiet.story()).containsExactly("silent active@70", "silent cleared@120");
    }

    @Test
    void everyOpenAlertIsPublishedAgainWhenTheBrokerHasLostThem() {
        street.desk.republish(street.watch, street);

        assertThat(street.alerts).hasSize(2);
        assertThat(street.alerts.get(1)).isEqualTo(street.alerts.get(0));
    }

    @Test
    void limitsThatCanNotWorkAreNamed() {
        assertThat(RuleBook.standard()
                        .check(sensor(
                                Kind.WATER_LEVEL,
                                0,
                                limit(RULE, 5, 6),
                                limit("nonsense", 1, 1),
                                limit("level-jump", Double.NaN, 1))))
                .hasSize(3)
                .anyMatch(e -> e.contains("level-jump.raise is missing"))
                .anyMatch(e -> e.contains("clear 6.0 lies beyond raise 5.0"))
                .anyMatch(e -> e.contains("no such rule"));
    }
}
