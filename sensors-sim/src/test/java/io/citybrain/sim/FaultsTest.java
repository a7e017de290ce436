package io.citybrain.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.sim.RuleOracle.Raised;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The ground truth says what the rules find in the stream: no more, no less, no later. */
final class FaultsTest {
    private static final long START = SimulatedCityTest.START;

    private static SimSettings run(long seed, double speed, double durationSeconds) {
        return SimSettings.of(seed, START)
                .withSensors(400, 60, 40)
                .withSpeed(speed)
                .withDuration(durationSeconds);
    }

    @Test
    void everyExpectedAlertIsFoundInTimeAndNoOther() {
        for (long seed = 1; seed <= 5; seed++) {
            expectExactly(run(seed, 20, 60)); // 1,200 simulated seconds
        }
    }

    @Test
    void theSameHoldsAtSpeedOneForTwentyMinutes() {
        expectExactly(run(11, 1, 1_200));
    }

    @Test
    void theSameHoldsWhenCoversSendMoreOrLessOften() {
        expectExactly(run(13, 20, 60).withRate(2_000));
        expectExactly(run(13, 20, 60).withRate(300));
    }

    @Test
    void theSameHoldsWhenWindowsRepeat() {
        expectExactly(run(12, 20, 300)); // five windows
    }

    @Test
    void theSameHoldsInOneMinuteForWhatFits() {
        for (long seed = 1; seed <= 5; seed++) {
            expectExactly(run(seed, 1, 60));
        }
    }

    private static void expectExactly(SimSettings settings) {
        SimulatedCity city = new SimulatedCity(settings);
        List<Fault> faults = city.faults(settings.endMillis());
        RuleOracle oracle = RuleOracle.watch(city, settings.endMillis());
        List<Raised> left = new ArrayList<>(oracle.raised());
        for (Fault fault : faults) {
            List<Raised> own = left.stream()
                    .filter(r -> r.sensor().equals(fault.sensor())
                            && r.rule().equals(fault.expectedRule())
                            && r.atMillis() >= fault.injectedAtMillis()
                            && r.atMillis() <= fault.alertByMillis() - 3_000)
                    .toList();
            if (fault.expectedRule() != null && fault.alertByMillis() <= settings.endMillis()) {
                assertThat(own).as("seed %d: %s", settings.seed(), fault).hasSize(1);
            }
            left.removeAll(own);
        }
        assertThat(left).as("seed %d: alerts without a fault", settings.seed()).isEmpty();
        long malformed =
                faults.stream().filter(f -> f.is(FaultType.MALFORMED_PAYLOAD)).count();
        assertThat(oracle.refused()).as("seed %d: refused", settings.seed()).isEqualTo((int) malformed);
    }

    @Test
    void alertsClearBeforeALongRunEnds() {
        for (long seed = 1; seed <= 5; seed++) {
            SimSettings settings = run(seed, 20, 60);
            assertThat(RuleOracle.watch(new SimulatedCity(settings), settings.endMillis())
                            .active())
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void duplicatesAndHistoryAreOnTheStreet() {
        SimSettings settings = run(1, 20, 60);
        RuleOracle oracle = RuleOracle.watch(new SimulatedCity(settings), settings.endMillis());
        assertThat(oracle.ignored()).isEqualTo(2 + 2 * 10); // two doubled messages, two batches of ten
    }

    @Test
    void everyTypeFitsIntoTwentySimulatedMinutesForAllSeeds() {
        for (double speed : new double[] {1, 20}) {
            for (long seed = 1; seed <= 50; seed++) {
                SimSettings settings = run(seed, speed, 1_200 / speed);
                List<Fault> faults = new SimulatedCity(settings).faults(settings.endMillis());
                assertThat(words(faults)).as("seed %d", seed).isEqualTo(allWords());
                assertThat(faults).as("seed %d", seed).hasSize(24).allSatisfy(fault -> {
                    assertThat(fault.alertByMillis()).isLessThanOrEqualTo(settings.endMillis());
                    assertThat(fault.untilMillis()).isLessThan(settings.endMillis());
                });
                expectOneFaultPerSensor(faults);
            }
        }
    }

    @Test
    void whatIsQuickFitsIntoOneMinuteAtSpeedOneForAllSeeds() {
        Set<String> quick = Set.of(
                "cover-opened",
                "cover-tilted",
                "cover-shock",
                "gauge-spike",
                "signal-dark",
                "signal-conflict",
                "malformed-payload",
                "duplicate",
                "sensor-dead",
                "sensor-never-seen");
        for (long seed = 1; seed <= 50; seed++) {
            SimSettings settings = run(seed, 1, 60);
            List<Fault> fitting = new SimulatedCity(settings)
                    .faults(settings.endMillis()).stream()
                            .filter(f -> f.alertByMillis() <= settings.endMillis())
                            .toList();
            assertThat(words(fitting)).as("seed %d", seed).containsAll(quick);
            expectOneFaultPerSensor(fitting);
        }
    }

    @Test
    void repeatedWindowsEndTheirFaultsInTimeAndTakeNewTargets() {
        SimSettings settings = SimSettings.of(3, START);
        FaultSchedule schedule = new FaultSchedule(settings);
        SimulatedCity city = new SimulatedCity(settings);
        List<Fault> first = city.faults(schedule.endsAt(0));
        List<Fault> both = city.faults(schedule.endsAt(1));
        Set<String> firstSensors = first.stream().map(Fault::sensor).collect(Collectors.toSet());
        List<Fault> second = both.subList(first.size(), both.size());
        assertThat(second).hasSize(22);
        assertThat(first).allSatisfy(f -> assertThat(f.untilMillis()).isLessThan(schedule.endsAt(0)));
        assertThat(second).allSatisfy(f -> assertThat(f.untilMillis()).isLessThan(schedule.endsAt(1)));
        assertThat(second.stream().filter(f -> firstSensors.contains(f.sensor())))
                .hasSizeLessThan(8);
    }

    @Test
    void twoFastSpeedsStillEndTheirFaultsInTheirWindow() {
        for (double speed : new double[] {100, 1_000}) {
            SimSettings settings = SimSettings.of(3, START).withSpeed(speed);
            FaultSchedule schedule = new FaultSchedule(settings);
            assertThat(new SimulatedCity(settings).faults(schedule.endsAt(0)))
                    .hasSize(24)
                    .allSatisfy(f -> assertThat(f.untilMillis()).isLessThan(schedule.endsAt(0)));
        }
    }

    private static void expectOneFaultPerSensor(List<Fault> faults) {
        assertThat(new HashSet<>(faults.stream().map(Fault::sensor).toList())).hasSameSizeAs(faults);
    }

    private static Set<String> words(List<Fault> faults) {
        return faults.stream().map(Fault::type).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> allWords() {
        return new TreeSet<>(List.of(FaultFile.words().split(", ")));
    }
}
