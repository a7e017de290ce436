package io.citybrain.city.detection;

import static io.citybrain.city.detection.Street.cover;
import static io.citybrain.city.detection.Street.gauge;
import static io.citybrain.city.detection.Street.limit;
import static io.citybrain.city.detection.Street.sensor;
import static io.citybrain.city.detection.Street.signal;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Limit;
import io.citybrain.city.sensing.Quantity;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionTest {

    @Test
    void waterAtItsWarningLevelRaisesOnceAndClearsOnlyBelowTheClearLimit() {
        Street street = gauge().level(10, 5.99)
                .level(20, 6.00)
                .level(30, 6.20)
                .level(40, 5.95)
                .level(50, 6.05)
                .level(60, 5.89);

        assertThat(street.story()).containsExactly("water-above-warning active@20", "water-above-warning cleared@60");
        assertThat(street.alerts.get(0).alertId())
                .isEqualTo(street.alerts.get(1).alertId())
                .isEqualTo(AlertIds.of("water-above-warning", "S-1", 20_000));
        assertThat(street.alerts.get(0).value()).isEqualTo(6.00);
        assertThat(street.alerts.get(1).revision()).isEqualTo(2);
        assertThat(street.alerts.get(0).textEn()).isEqualTo("Water at S-1 is at 6 m, warning level 6 m (Gudang)");
        assertThat(street.alerts.get(0).textZh()).isEqualTo("S-1水位6m，达到警戒水位6m (Gudang)");
    }

    @Test
    void aGaugeWithoutAWarningLevelIsNotJudgedByIt() {
        Street street = Street.with(sensor(Kind.WATER_LEVEL, 0)).level(10, 1).level(20, 99);

        assertThat(street.story()).isEmpty();
    }

    @Test
    void clearIsTheUsualHysteresisBelowRaiseIfTheRegistryNamesOnlyRaise() {
        Street street = Street.with(sensor(Kind.WATER_LEVEL, 0, limit("water-above-warning", 2.0, Double.NaN)))
                .level(0, 1.8)
                .level(1000, 2.0)
                .level(2000, 1.91)
                .level(3000, 1.89);

        assertThat(street.story())
                .containsExactly("water-above-warning active@1000", "water-above-warning cleared@3000");
    }

    @Test
    void aSpikeIsToldAsAJumpAndDoesNotRaiseTheFloodAlert() {
        Street street = gauge().level(0, 5.0).level(60, 7.5).level(120, 5.01);

        assertThat(street.story()).containsExactly("level-jump active@60", "level-jump cleared@120");
    }

    @Test
    void aJumpThatTheNextReadingConfirmsIsBelieved() {
        Street street = gauge().level(0, 5.0).level(60, 7.5).level(120, 7.51);

        assertThat(street.story())
                .containsExactly("level-jump active@60", "level-jump cleared@120", "water-above-warning active@120");
    }

    @Test
    void withoutAJumpLimitEveryReadingIsBelieved() {
        Street street = Street.with(sensor(Kind.WATER_LEVEL, 0, limit("water-above-warning", 6.0, 5.9)))
                .level(0, 5.0)
                .level(1, 7.5)
                .level(2, 5.0);

        assertThat(street.story()).containsExactly("water-above-warning active@1", "water-above-warning cleared@2");
    }

    @Test
    void aFastFloodIsNotAJump() {
        Street street = gauge().level(0, 5.0).level(900, 5.74).level(1800, 6.48);

        assertThat(street.story()).containsExactly("water-above-warning active@1800");
    }

    @Test
    void aStuckGaugeIsToldWhenItsLimitIsSetAndClearsWhenItMoves() {
        Street street = Street.with(sensor(Kind.WATER_LEVEL, 0, limit("level-stuck", 300, Double.NaN)))
                .level(0, 1.23)
                .level(299, 1.23)
                .level(300, 1.23)
                .level(360, 1.23)
                .level(420, 1.24);

        assertThat(street.story()).containsExactly("level-stuck active@300", "level-stuck cleared@420");
    }

    @Test
    void aCoverThatStaysTiltedRaisesThreeSecondsLaterWhoeverBringsTheNews() {
        List<String> expected = List.of("cover-tilted active@13");

        assertThat(cover().tilt(10, 20).clock(12).clock(13).story()).isEqualTo(expected);
        assertThat(cover().tilt(10, 20).clock(500).story()).isEqualTo(expected);
        assertThat(cover().tilt(10, 20).tilt(13, 20).story()).isEqualTo(expected);
        assertThat(cover().tilt(10, 20).tilt(70, 20).story()).isEqualTo(expected);
    }

    @Test
    void aReadingAfterTheOnDelayRaisesWhatTheClockWouldHaveRaisedAndThenClearsIt() {
        assertThat(cover().tilt(10, 20).tilt(70, 1).story())
                .containsExactly("cover-tilted active@13", "cover-tilted cleared@70");
    }

    @Test
    void aPassingVehiclesShockIsIgnored() {
        assertThat(cover().tilt(10, 35).tilt(11, 1).clock(500).story()).isEmpty();
        assertThat(cover().tilt(10, 35).tilt(13, 1).clock(500).story()).isEmpty();
    }

    @Test
    void aShockThatWasLongOnItsWayIsStillAShock() {
        Street street = cover();
        street.hears(street.at(10).with(Quantity.TILT_DEGREES, 35), 20).clock(21);
        street.hears(street.at(11).with(Quantity.TILT_DEGREES, 1), 22);

        assertThat(street.clock(500).story()).isEmpty();
    }

    @Test
    void aCoverThatIsTippedAndThenOpenedIsOneAlert() {
        Street street = cover().tilt(10, 20);
        street.hears(street.at(11).with(Quantity.OPEN, true).with(Quantity.TILT_DEGREES, 60));

        assertThat(street.clock(500).story()).containsExactly("cover-opened active@11");
    }

    @Test
    void anAlarmThatAnotherMessageOvertookIsToldUnlessSomethingNewerTookItBack() {
        Street overtaken = cover().tilt(20, 1);
        overtaken.hears(overtaken.at(10).with(Quantity.OPEN, true));
        Street takenBack = cover();
        takenBack.hears(takenBack.at(20).with(Quantity.OPEN, false));
        takenBack.hears(takenBack.at(10).with(Quantity.OPEN, true));
        Street history = cover().tilt(2000, 1);
        history.hears(history.at(10).with(Quantity.OPEN, true));

        assertThat(overtaken.story()).containsExactly("cover-opened active@10");
        assertThat(takenBack.story()).isEmpty();
        assertThat(history.story()).isEmpty();
    }

    @Test
    void fifteenDegreesAreNotMoreThanFifteenDegrees() {
        assertThat(cover().tilt(10, 15).clock(500).story()).isEmpty();
    }

    @Test
    void theDevicesOwnTiltAlarmHasNoOnDelay() {
        Street street = cover();
        street.hears(street.at(10).with(Quantity.TILTED, true));

        assertThat(street.story()).containsExactly("cover-tilted active@10");
        assertThat(street.alerts.get(0).textEn()).isEqualTo("Manhole cover S-1 is tilted (Gudang)");
    }

    @Test
    void anOpenedCoverIsOneAlertNotTwo() {
        Street street = cover();
        street.hears(street.at(10).with(Quantity.OPEN, true).with(Quantity.TILT_DEGREES, 60));
        street.clock(500);
        street.hears(street.at(600).with(Quantity.OPEN, false).with(Quantity.TILT_DEGREES, 1));

        assertThat(street.story()).containsExactly("cover-opened active@10", "cover-opened cleared@600");
    }

    @Test
    void aMissingValueChangesNothing() {
        Street street = cover();
        street.hears(street.at(10).with(Quantity.OPEN, true));
        street.hears(street.at(20).with(Quantity.BATTERY_VOLTS, 3.5));

        assertThat(street.story()).containsExactly("cover-opened active@10");
    }

    @Test
    void gasAndHighWaterUnderACoverRaise() {
        Street street = cover();
        street.hears(street.at(10)
                .with(Quantity.METHANE_PERCENT_LEL, 20)
                .with(Quantity.HYDROGEN_SULFIDE_PPM, 9.9)
                .with(Quantity.WATER_LEVEL_METRES, 0.30));
        street.hears(street.at(20).with(Quantity.METHANE_PERCENT_LEL, 14.9).with(Quantity.WATER_LEVEL_METRES, 0.51));

        assertThat(street.story())
                .containsExactly(
                        "water-under-cover active@10",
                        "methane-high active@10",
                        "water-under-cover cleared@20",
                        "methane-high cleared@20");
    }

    @Test
    void aDarkSignalIsToldByItsFaultAndByItsLamps() {
        Street byFault = signal();
        byFault.hears(byFault.at(10).with(Quantity.FAULT, "dark"));
        Street byLamps = signal();
        byLamps.hears(byLamps.at(10).with(Quantity.STATE, "OOOO"));
        byLamps.hears(byLamps.at(20).with(Quantity.STATE, "GrrG").with(Quantity.PHASE, 0));

        assertThat(byFault.story()).containsExactly("signal-dark active@10");
        assertThat(byLamps.story()).containsExactly("signal-dark active@10", "signal-dark cleared@20");
    }

    @Test
    void aFlashingSignalIsTold() {
        Street street = signal();
        street.hears(street.at(10).with(Quantity.STATE, "oooo"));

        assertThat(street.story()).containsExactly("signal-flashing active@10");
    }

    @Test
    void greensOfConflictingLinksAreToldAndOthersAreNot() {
        Street street = signal();
        street.hears(street.at(10).with(Quantity.STATE, "GGrr"));
        street.hears(street.at(20).with(Quantity.STATE, "GrgG"));
        street.hears(street.at(30).with(Quantity.STATE, "rrGG"));

        assertThat(street.story()).containsExactly("signal-conflict active@20", "signal-conflict cleared@30");
    }

    @Test
    void aPhaseBeyondItsMaximumIsToldButNotWhileHeldForAnAmbulance() {
        Street stuck = signal();
        Street held = signal();
        for (long second = 0; second <= 310; second += 5) {
            stuck.hears(stuck.at(second).with(Quantity.PHASE, 2).with(Quantity.STATE, "GGrr"));
            held.hears(held.at(second).with(Quantity.PROGRAM, "priority").with(Quantity.STATE, "GGrr"));
        }

        assertThat(stuck.story()).containsExactly("signal-phase-stuck active@300");
        assertThat(held.story()).isEmpty();
    }

    @Test
    void anAlertThatKeepsComingBackStaysOpenInsteadOfSpamming() {
        Street street = gauge();
        for (long minute = 0; minute < 60; minute += 2) {
            street.level(minute * 60, 6.0).level(minute * 60 + 60, 5.8);
        }

        assertThat(street.story()).hasSize(7).last().isEqualTo("water-above-warning active@360");
        assertThat(street.clock(59 * 60 + 600).story()).last().isEqualTo("water-above-warning cleared@4140");
    }

    @Test
    void aRuleCanBeTurnedOffForOneSensor() {
        Limit off = new Limit("cover-opened", Double.NaN, Double.NaN, Double.NaN, Double.NaN, true);
        Street street = Street.with(sensor(Kind.MANHOLE, 0, off));
        street.hears(street.at(10).with(Quantity.OPEN, true));

        assertThat(street.story()).isEmpty();
    }

    @Test
    void theSameReadingsGiveTheSameAlerts() {
        assertThat(gauge().level(10, 6).level(20, 5).alerts)
                .isEqualTo(gauge().level(10, 6).level(20, 5).alerts);
    }
}
