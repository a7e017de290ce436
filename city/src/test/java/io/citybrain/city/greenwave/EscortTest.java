package io.citybrain.city.greenwave;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.roads.Signal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stop lines stand at 200, 420, 640 and so on along each route; green is asked for 150 m before at the latest. */
class EscortTest {
    private final Town town = new Town();

    @Test
    void anUrgentRequestIsApprovedByPolicyAndAnotherWaitsForAPerson() {
        town.mission("m-1", 1, Town.EAST).mission("m-3", 3, Town.NORTH);

        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.APPROVED);
        assertThat(town.planOf("m-3").status()).isEqualTo(MissionStatus.REQUESTED);

        town.desk.approve(new MissionApproval("m-3", "Li", true, null, town.now()));
        assertThat(town.planOf("m-3").status()).isEqualTo(MissionStatus.APPROVED);
        assertThat(town.events)
                .anyMatch(
                        event -> event.event().equals("approved") && event.by().equals("Li"));
    }

    @Test
    void aPersonsRefusalIsToldWithItsReason() {
        town.mission("m-3", 3, Town.EAST);
        town.desk.approve(new MissionApproval("m-3", "Li", false, "no patient", town.now()));

        assertThat(town.planOf("m-3").status()).isEqualTo(MissionStatus.REFUSED);
        assertThat(town.planOf("m-3").reason()).isEqualTo("no patient");
    }

    @Test
    void aRouteThatCanNotBeDrivenIsRefusedAndSaysWhere() {
        town.mission("m-1", 1, "A2B2 B2C2 D2E2").mission("m-2", 1, "A2B2 X9Y9");

        assertThat(town.planOf("m-1").reason()).contains("B2C2").contains("D2E2");
        assertThat(town.planOf("m-2").reason()).contains("X9Y9");
    }

    @Test
    void greenIsAskedFor150MetresBeforeTheStopLineAndGivenBackBehindTheJunction() {
        // a tick comes a second after the position: by then the ambulance is 12 m farther
        town.mission("m-1", 1, Town.EAST).at("m-1", 36);
        assertThat(town.heldFor("B2")).isNull();

        town.at("m-1", 40);
        assertThat(town.heldFor("B2")).isEqualTo("m-1");

        town.drive("m-1", 62, 194);
        assertThat(town.heldFor("B2")).isEqualTo("m-1");
        assertThat(town.answer("m-1", "B2")).isEqualTo("granted");

        town.at("m-1", 226);
        assertThat(town.heldFor("B2")).isNull();
        assertThat(town.answer("m-1", "B2")).isEqualTo("passed");
    }

    @Test
    void aQueueIsStartedSoEarlyThatItIsGone() {
        // 4 s yellow and all-red, 2 s start-up, 5 vehicles of 2 s, 2 s margin: 18 s are 216 m at 12 m/s
        town.mission("m-1", 1, Town.EAST);
        town.queue("B2C2", 5);
        town.at("m-1", 180);
        assertThat(town.heldFor("C2")).isNull();

        town.queue("B2C2", 5);
        town.at("m-1", 194);
        assertThat(town.heldFor("C2")).isNull();
        town.at("m-1", 225);
        assertThat(town.heldFor("C2")).isEqualTo("m-1");
    }

    @Test
    void whoStandsBeforeTheDestinationIsLetGoThoughTheAmbulanceDoesNotPassThatSignal() {
        town.mission("m-1", 1, "A2B2 B2C2");
        town.queue("B2C2", 20);
        town.drive("m-1", 20, 120);
        assertThat(town.heldFor("C2")).isEqualTo("m-1");

        town.drive("m-1", 132, 410);
        town.place("m-1", 418, 0);
        town.tick();
        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.ARRIVED);
        assertThat(town.heldFor("C2")).isNull();
    }

    @Test
    void theStreetBehindAJunctionIsEmptiedIfNobodyCouldLeaveTheJunctionOtherwise() {
        town.mission("m-1", 1, Town.EAST);
        town.queue("B2C2", 20);
        town.drive("m-1", 20, 80);

        assertThat(town.heldFor("B2")).isEqualTo("m-1");
        assertThat(town.heldFor("C2")).isEqualTo("m-1");
    }

    @Test
    void theWholeApproachIsGreenAndNothingThatCrosses() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 60);

        int[] links = town.lastCommand("B2").links();
        Signal signal = town.controllers.get("B2").signal;
        for (int link = 0; link < signal.linkCount(); link++) {
            int turn = signal.turns(link)[0];
            char direction = Town.ROADS.turns().direction(turn);
            if (edgeOf(signal, link).equals("A2B2")) {
                assertThat(links).contains(link);
            } else if (edgeOf(signal, link).equals("B1B2")
                    || edgeOf(signal, link).equals("B3B2")) {
                assertThat(direction == 'r' || !contains(links, link)).isTrue();
            }
        }
    }

    private static boolean contains(int[] links, int link) {
        return java.util.Arrays.binarySearch(links, link) >= 0;
    }

    private static List<String> edgesOf(Signal signal, int[] links) {
        List<String> edges = new ArrayList<>();
        for (int link : links) {
            edges.add(edgeOf(signal, link));
        }
        return edges;
    }

    private static String edgeOf(Signal signal, int link) {
        return Town.ROADS.edges().id(Town.ROADS.turns().fromEdge(signal.turns(link)[0]));
    }

    @Test
    void oncomingLeftTurnsStayRedBecauseTheyCrossTheAmbulance() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 60);

        int[] links = town.lastCommand("B2").links();
        Signal signal = town.controllers.get("B2").signal;
        for (int link : links) {
            int turn = signal.turns(link)[0];
            boolean isOncomingLeft =
                    edgeOf(signal, link).equals("C2B2") && Town.ROADS.turns().direction(turn) == 'l';
            assertThat(isOncomingLeft).isFalse();
        }
        assertThat(edgesOf(signal, links)).contains("C2B2");
    }

    @Test
    void aHoldIsRenewedEachSecondWithARisingSequenceAndALeaseOfFiveSeconds() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 60).at("m-1", 72);

        List<PriorityCommand> holds = town.commands;
        assertThat(holds).hasSize(2);
        assertThat(holds.get(1).sequence()).isGreaterThan(holds.get(0).sequence());
        assertThat(holds.get(1).validUntilMillis()).isEqualTo(town.now() + 5000);
        assertThat(holds.get(1).leaseSeconds()).isEqualTo(5);
        assertThat(holds.get(1).sentAtMillis()).isEqualTo(town.now() - 1000);
    }

    @Test
    void aCancelledMissionGivesEverythingBackAtOnce() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 60);
        town.desk.cancel("m-1", "patient walks", town.now());

        assertThat(town.heldFor("B2")).isNull();
        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.CANCELLED);
    }

    @Test
    void anAmbulanceThatFallsSilentLosesItsHoldsAndGetsThemBackWhenItSpeaks() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 60).ticks(8);
        assertThat(town.heldFor("B2")).isEqualTo("m-1");

        town.ticks(2);
        assertThat(town.heldFor("B2")).isNull();
        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.LOST);

        town.at("m-1", 180);
        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.UNDER_WAY);
        assertThat(town.heldFor("B2")).isEqualTo("m-1");
    }

    @Test
    void anAmbulanceThatStaysSilentForTwoMinutesIsLostForGood() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 60).ticks(125).at("m-1", 180);

        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.LOST);
        assertThat(town.heldFor("B2")).isNull();
    }

    @Test
    void itHasArrivedWhenItStandsWithinTenMetresOfTheDestinationAndTheSavingIsTold() {
        town.mission("m-1", 1, Town.EAST).drive("m-1", 0, 848);
        town.place("m-1", 855, 0);
        town.tick();

        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.ARRIVED);
        // 860 m at 12 m/s are 71 s; three signals of 68 s with 38 s of red cost 10.6 s each without priority
        assertThat(town.planOf("m-1").savedSeconds()).isBetween(28.0, 36.0);
        assertThat(town.events).anyMatch(event -> event.event().equals("seized") && "B2".equals(event.signal()));
        assertThat(town.heldFor("D2")).isNull();
    }

    @Test
    void aStuckAmbulanceHoldsASignalForAMinuteAndThenTheOthersHaveAMinute() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 190);
        int held = 0;
        while (town.heldFor("B2") != null) {
            held++;
            town.at("m-1", 190);
        }
        assertThat(held).isBetween(58, 60);
        int free = 0;
        while (town.heldFor("B2") == null) {
            free++;
            town.at("m-1", 190);
        }
        assertThat(free).isBetween(60, 61);
    }

    @Test
    void ofTwoThatCrossTheMoreUrgentGoesFirstAndTheOtherIsToldWhy() {
        town.mission("m-2", 2, Town.EAST).mission("m-1", 1, Town.NORTH);
        town.place("m-2", 400, 12);
        town.at("m-1", 250);
        assertThat(town.heldFor("C2")).isEqualTo("m-2");

        town.place("m-2", 401, 12);
        town.at("m-1", 300);
        assertThat(town.heldFor("C2")).isEqualTo("m-1");
        assertThat(town.answer("m-2", "C2")).isEqualTo("outranked by m-1");
        assertThat(town.eventsOf("m-2")).contains("outranked");

        town.place("m-2", 402, 0);
        town.at("m-1", 446);
        assertThat(town.heldFor("C2")).isEqualTo("m-2");
    }

    @Test
    void twoThatMeetHeadOnShareOneStage() {
        town.mission("m-1", 1, Town.EAST).mission("m-2", 2, Town.WEST);
        town.place("m-1", 400, 12);
        town.place("m-2", 390, 12);
        town.tick();

        assertThat(town.heldFor("C2")).isEqualTo("m-1");
        assertThat(town.answer("m-2", "C2")).contains("with m-1");
        Signal signal = town.controllers.get("C2").signal;
        assertThat(edgesOf(signal, town.lastCommand("C2").links())).contains("B2C2", "D2C2");
    }

    @Test
    void aSignalThatDoesNotAnswerIsDrivenWithoutPriority() {
        town.controllers.remove("B2");
        town.mission("m-1", 1, Town.EAST).at("m-1", 60);
        for (int i = 0; i < 11; i++) {
            town.at("m-1", 61 + i);
        }
        assertThat(town.heldFor("B2")).isNull();
        assertThat(town.eventsOf("m-1")).contains("not-answering");
        assertThat(town.answer("m-1", "B2")).isEqualTo("not-answering");
    }

    @Test
    void aDarkSignalIsNotAsked() {
        town.desk.signal(new SignalReading("B2", town.now(), "oooooooooooo", "0", 0, "dark"));
        town.mission("m-1", 1, Town.EAST).at("m-1", 60);

        assertThat(town.heldFor("B2")).isNull();
        assertThat(town.answer("m-1", "B2")).isEqualTo("dark");
    }

    @Test
    void aControllerWithoutSuchAStageIsAskedForLess() {
        town.controllers.remove("B2");
        town.mission("m-1", 1, Town.EAST).at("m-1", 60);
        int whole = town.lastCommand("B2").links().length;
        refuse("no-stage");
        town.at("m-1", 61);
        int approach = town.lastCommand("B2").links().length;
        refuse("no-stage");
        town.at("m-1", 62);
        int own = town.lastCommand("B2").links().length;

        assertThat(whole).isGreaterThan(approach);
        assertThat(approach).isEqualTo(3);
        assertThat(own).isEqualTo(1);
        refuse("no-stage");
        town.at("m-1", 63);
        assertThat(town.heldFor("B2")).isNull();
        assertThat(town.answer("m-1", "B2")).isEqualTo("rejected: no-stage");
    }

    private void refuse(String reason) {
        PriorityCommand command = town.lastCommand("B2");
        town.desk.status(
                new PriorityStatus("B2", "m-1", command.sequence(), PriorityStatus.REJECTED, reason, town.now()));
    }

    @Test
    void doubledAndLateMessagesChangeNothing() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 60);
        int plans = town.plans.size();
        town.mission("m-1", 1, Town.WEST);
        town.desk.approve(new MissionApproval("m-1", "Li", false, "late", town.now()));
        town.desk.position(AmbulancePosition.onEdge("amb-m-1", town.now() - 5000, "A2B2", 0, 10, 12));

        assertThat(town.plans).hasSize(plans);
        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.UNDER_WAY);
        town.desk.cancel("m-1", "over", town.now());
        town.mission("m-1", 1, Town.EAST).at("m-1", 60);
        assertThat(town.heldFor("B2")).isNull();
    }

    @Test
    void aCancelThatOvertakesItsRequestHolds() {
        town.desk.cancel("m-1", "by mistake", town.now());
        town.mission("m-1", 1, Town.EAST).at("m-1", 60);

        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.CANCELLED);
        assertThat(town.commands).isEmpty();
    }

    @Test
    void anAmbulanceCanNotBeOnTwoMissions() {
        town.mission("m-1", 1, Town.EAST);
        town.desk.request(Town.request("m-2", "amb-m-1", 1, Town.NORTH, town.now()));

        assertThat(town.planOf("m-2").status()).isEqualTo(MissionStatus.REFUSED);
        assertThat(town.planOf("m-2").reason()).contains("m-1");
    }

    @Test
    void aPersonReleasesEverythingAndTheAmbulanceDrivesOnWithoutPriority() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 60);
        town.desk.releaseAll("Wang", town.now());
        assertThat(town.heldFor("B2")).isNull();

        town.at("m-1", 72);
        assertThat(town.heldFor("B2")).isNull();
        assertThat(town.planOf("m-1").reason()).contains("Wang");
        assertThat(town.events)
                .anyMatch(event ->
                        event.event().equals("release-all") && event.by().equals("Wang"));
    }

    @Test
    void aRestartGoesOnWithWhatIsHeldAndItsSequencesRise() {
        town.mission("m-1", 1, Town.EAST).drive("m-1", 60, 120);
        PriorityCommand before = town.lastCommand("B2");
        town.restart().at("m-1", 132);

        assertThat(town.lastCommand("B2").sequence()).isGreaterThan(before.sequence());
        assertThat(town.lastCommand("B2").links()).isEqualTo(before.links());
        assertThat(town.answer("m-1", "B2")).isEqualTo("granted");
        town.drive("m-1", 144, 848);
        town.place("m-1", 858, 0);
        town.tick();
        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.ARRIVED);
    }

    @Test
    void aClockThatIsSetBackLengthensNoSeizure() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 190);
        PriorityCommand before = town.lastCommand("B2");
        town.second -= 3600;
        town.desk.tick(town.now());

        assertThat(town.lastCommand("B2").sequence()).isGreaterThan(before.sequence());
        town.ticks(70);
        assertThat(town.heldFor("B2")).isNull();
    }

    @Test
    void anEndedMissionIsForgottenAfterAnHour() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 60);
        town.desk.cancel("m-1", "over", town.now());
        town.ticks(3700);

        assertThat(town.desk.missions()).isEmpty();
        assertThat(town.desk.leases()).isEmpty();
    }
}
