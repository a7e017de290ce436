package io.citybrain.jobs.escort;

import static io.citybrain.jobs.escort.EscortedCity.at;
import static io.citybrain.jobs.escort.EscortedCity.escorting;
import static io.citybrain.jobs.escort.EscortedCity.position;
import static io.citybrain.jobs.escort.EscortedCity.request;
import static io.citybrain.jobs.escort.EscortedCity.simulated;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.greenwave.EscortEvent;
import io.citybrain.city.greenwave.MissionCancel;
import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.MissionStatus;
import io.citybrain.city.greenwave.PriorityCommand;
import io.citybrain.city.greenwave.PriorityStatus;
import io.citybrain.city.greenwave.ReleaseAll;
import io.citybrain.city.greenwave.SignalReading;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EscortTest {

    private static PriorityCommand last(List<PriorityCommand> commands) {
        return commands.get(commands.size() - 1);
    }

    @Test
    void aRequestBecomesAPlanAndTheNextSignalIsHeldAtTheTick() throws Exception {
        try (EscortedCity city = escorting()) {
            assertThat(city.statuses("m-1")).containsExactly(MissionStatus.APPROVED, MissionStatus.UNDER_WAY);
            assertThat(city.commands()).hasSize(1);
            assertThat(city.commands().get(0).signal()).isEqualTo("B2");
            assertThat(city.commands().get(0).hold()).isTrue();
            assertThat(city.events()).extracting(EscortEvent::event).contains("requested", "approved", "hold");
            assertThat(last(city.lines()).status()).isEqualTo("under-way");
        }
    }

    private static MissionLine last(Iterable<MissionLine> lines) {
        MissionLine last = null;
        for (MissionLine line : lines) {
            last = line;
        }
        return last;
    }

    /** No watermark ever comes here. */
    @Test
    void eachTickRenewsTheLeaseWithAHigherSequence() throws Exception {
        try (EscortedCity city = escorting()) {
            city.tick(2).tick(3);

            assertThat(city.commands()).extracting(PriorityCommand::sequence).containsExactly(at(1), at(2), at(3));
            assertThat(last(city.commands()).validUntilMillis()).isEqualTo(at(8));
        }
    }

    @Test
    void aClockThatTicksTenTimesASecondRenewsTwiceASecond() throws Exception {
        try (EscortedCity city = escorting()) {
            for (int tenth = 11; tenth <= 20; tenth++) {
                city.tick(tenth / 10.0);
            }

            assertThat(city.commands()).hasSize(3);
        }
    }

    @Test
    void positionsSilentForTenSecondsReleaseEverything() throws Exception {
        try (EscortedCity city = escorting()) {
            for (int second = 2; second <= 11; second++) {
                city.hears(answer(last(city.commands()))).tick(second);
            }

            assertThat(last(city.commands()).hold()).isFalse();
            assertThat(city.statuses("m-1")).endsWith(MissionStatus.LOST);
            city.hears(position("m-1", 11, 150)).tick(12);
            assertThat(city.statuses("m-1")).contains(MissionStatus.UNDER_WAY);
            assertThat(last(city.commands()).hold()).isTrue();
        }
    }

    private static EscortMessage answer(PriorityCommand command) {
        return EscortMessage.of(new PriorityStatus(
                command.signal(),
                command.mission(),
                command.sequence(),
                PriorityStatus.GRANTED,
                null,
                command.sentAtMillis()));
    }

    @Test
    void theAnswerOfASignalStandsInThePlanAndInTheTrail() throws Exception {
        try (EscortedCity city = escorting()) {
            city.hears(answer(city.commands().get(0))).tick(2);

            MissionPlan plan = city.plans().get(city.plans().size() - 1);
            assertThat(plan.junctions().get(0).answer()).isEqualTo("granted");
            assertThat(city.events()).extracting(EscortEvent::by).contains("signal");
        }
    }

    @Test
    void doubledLateAndReorderedMessagesChangeNothing() throws Exception {
        try (EscortedCity city = escorting()) {
            int plans = city.plans().size();
            int events = city.events().size();
            city.hears(request("m-1", 0)).hears(position("m-1", 1, 100)).hears(position("m-1", 0.5, 20));

            assertThat(city.plans()).hasSize(plans);
            assertThat(city.events()).hasSize(events);
        }
    }

    @Test
    void aCancelThatOvertakesItsRequestEndsIt() throws Exception {
        try (EscortedCity city = simulated()) {
            city.hears(EscortMessage.of(new MissionCancel("m-1", "false alarm", at(1))))
                    .hears(request("m-1", 0))
                    .hears(position("m-1", 1, 100))
                    .tick(2);

            assertThat(city.statuses("m-1")).containsExactly(MissionStatus.CANCELLED);
            assertThat(city.commands()).isEmpty();
        }
    }

    @Test
    void aCancelReleasesAtOnce() throws Exception {
        try (EscortedCity city = escorting()) {
            city.hears(EscortMessage.of(new MissionCancel("m-1", null, at(1.2))));

            assertThat(last(city.commands()).hold()).isFalse();
            assertThat(city.statuses("m-1")).endsWith(MissionStatus.CANCELLED);
        }
    }

    @Test
    void aPersonReleasesAllAndIsAnsweredAndAudited() throws Exception {
        try (EscortedCity city = escorting()) {
            city.hears(EscortMessage.of(new ReleaseAll("c-1", "ann", at(1.5)))).tick(3);

            assertThat(last(city.commands()).hold()).isFalse();
            assertThat(city.outcomes()).containsExactly(new CommandOutcome("c-1", true, null, "released"));
            assertThat(city.events())
                    .anyMatch(event ->
                            event.event().equals("release-all") && event.by().equals("ann"));
        }
    }

    @Test
    void aSignalWithAnOpenAlertIsDrivenWithoutPriorityWhateverItSaysOfItself() throws Exception {
        try (EscortedCity city = simulated()) {
            city.hears(EscortMessage.of(new SignalAlert("B2", "signal-conflict", true, at(0))))
                    .hears(EscortMessage.of(new SignalReading("B2", at(1), "r".repeat(12), "0", 3, "none")))
                    .hears(request("m-1", 1))
                    .hears(position("m-1", 1, 100))
                    .tick(1);

            assertThat(city.commands()).noneMatch(command -> command.signal().equals("B2"));
            city.hears(EscortMessage.of(new SignalAlert("B2", "signal-conflict", false, at(2))))
                    .hears(position("m-1", 2, 110))
                    .tick(2);
            assertThat(city.commands()).anyMatch(command -> command.signal().equals("B2"));
        }
    }

    @Test
    void aKilledJobRenewsItsHoldsAtTheFirstTickWithHigherSequences() throws Exception {
        try (EscortedCity city = escorting()) {
            var state = city.snapshot();
            city.tick(2).tick(3);
            long before = last(city.commands()).sequence();
            try (EscortedCity again = simulated(state)) {
                again.tick(3);

                assertThat(last(again.commands()).hold()).isTrue();
                assertThat(last(again.commands()).signal()).isEqualTo("B2");
                assertThat(last(again.commands()).sequence()).isGreaterThan(before);
                assertThat(again.statuses("m-1")).containsExactly(MissionStatus.UNDER_WAY);
            }
        }
    }

    @Test
    void aKilledJobReleasesWhatWasCancelledMeanwhile() throws Exception {
        try (EscortedCity city = escorting();
                EscortedCity again = simulated(city.snapshot())) {
            again.hears(EscortMessage.of(new MissionCancel("m-1", null, at(2))));

            assertThat(last(again.commands()).hold()).isFalse();
            assertThat(last(again.commands()).sequence())
                    .isGreaterThan(city.commands().get(0).sequence());
        }
    }

    @Test
    void liveATimerTicksEachSecondAlsoAfterARestart() throws Exception {
        try (EscortedCity city = EscortedCity.live(null)) {
            city.wallClock(0).hears(request("m-1", 0)).hears(position("m-1", 0.5, 100));
            city.wallClock(1).wallClock(2).wallClock(3);
            assertThat(city.commands()).extracting(PriorityCommand::sequence).containsExactly(at(1), at(2), at(3));
            assertThat(city.timers()).isEqualTo(1);
            try (EscortedCity again = EscortedCity.live(city.snapshot())) {
                again.wallClock(33).wallClock(34);

                assertThat(again.commands()).isNotEmpty().allMatch(PriorityCommand::hold);
                assertThat(again.timers()).isEqualTo(1);
            }
        }
    }

    @Test
    void sequencesRiseEvenWhenAnotherRunSetsTheClockBack() throws Exception {
        try (EscortedCity city = escorting()) {
            long before = last(city.commands()).sequence();
            city.tick(-3600)
                    .hears(request("m-2", -3600))
                    .hears(position("m-2", -3599, 100))
                    .tick(-3599);

            assertThat(city.commands())
                    .filteredOn(command -> command.mission().equals("m-2"))
                    .allMatch(command -> command.sequence() > before);
            assertThat(city.commands()).extracting(PriorityCommand::sequence).isSorted();
        }
    }

    @Test
    void aSimulationThatBeginsAgainMayUseTheSameMissionsAndAmbulances() throws Exception {
        try (EscortedCity city = escorting()) {
            long before = last(city.commands()).sequence();
            city.tick(-3600);
            assertThat(last(city.commands()).hold()).isFalse();
            assertThat(city.statuses("m-1")).endsWith(MissionStatus.CANCELLED);

            city.hears(request("m-1", -3600)).hears(position("m-1", -3599, 100)).tick(-3599);
            assertThat(city.plans().get(city.plans().size() - 1).status()).isEqualTo(MissionStatus.UNDER_WAY);
            assertThat(last(city.commands()).hold()).isTrue();
            assertThat(last(city.commands()).sequence()).isGreaterThan(before);
        }
    }

    @Test
    void aPlanThatTheBrokerKeptOfAMissionThatIsGoneIsTakenAway() throws Exception {
        try (EscortedCity city = escorting()) {
            MissionPlan running = city.plans().get(city.plans().size() - 1);
            MissionPlan gone = new MissionPlan(
                    "m-0", "a", 7, at(-60), MissionStatus.UNDER_WAY, null, List.of(), 0, 0, List.of(), Double.NaN);
            int before = city.plans().size();
            city.hears(EscortMessage.retained(running)).hears(EscortMessage.retained(gone));

            assertThat(city.plans()).hasSize(before + 1);
            assertThat(city.plans().get(before).mission()).isEqualTo("m-0");
            assertThat(city.plans().get(before).status()).isEqualTo(MissionStatus.LOST);
            assertThat(city.plans().get(before).revision()).isEqualTo(8);
        }
    }

    @Test
    void anHourAfterAMissionNothingOfItIsLeftButTheClock() throws Exception {
        try (EscortedCity city = escorting()) {
            assertThat(city.states()).isEqualTo(3);
            city.hears(EscortMessage.of(new MissionCancel("m-1", null, at(2))));
            for (int second = 2; second <= 3700; second += 100) {
                city.tick(second);
            }

            assertThat(city.states()).isEqualTo(1);
        }
    }
}
