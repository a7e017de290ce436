package io.citybrain.city.greenwave;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.roads.VehicleClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes wrong on the way: nothing may stay held for it, and the plan says what it is. Distances as in EscortTest. */
class TroubledEscortTest {
    private static final double UNKNOWN = Double.NaN;

    private final Town town = new Town();

    private void say(double metres, double speed) {
        town.desk.position(AmbulancePosition.onEdge("amb-m-1", town.now(), "A2B2", 0, metres, speed));
    }

    private List<String> held() {
        return town.desk.leases().stream()
                .filter(lease -> lease.mission() != null)
                .map(SignalLease::signal)
                .toList();
    }

    @Test
    void anAmbulanceThatDoesNotTellItsSpeedHoldsWhatIsNearAndNotItsWholeRoute() {
        town.mission("m-1", 1, Town.EAST);
        say(60, UNKNOWN);
        town.tick();

        assertThat(held()).containsExactly("B2");
    }

    @Test
    void itsSpeedIsThenReadFromItsWay() {
        town.mission("m-1", 1, Town.EAST);
        say(12, UNKNOWN);
        town.tick();
        say(24, UNKNOWN);
        town.tick();
        // at 36 m by now, 12 m/s: the stop line is 164 m and 13.7 s away
        assertThat(held()).isEmpty();
        say(36, UNKNOWN);
        town.tick();
        say(48, UNKNOWN);
        town.tick();

        assertThat(held()).containsExactly("B2");
    }

    @Test
    void positionsThatLieOnNoRoadAreAsGoodAsNone() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 60);
        for (int second = 0; second < 12; second++) {
            town.desk.position(AmbulancePosition.inMetres("amb-m-1", town.now(), 90_000, 90_000, 12, 90));
            town.tick();
        }

        assertThat(held()).isEmpty();
        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.LOST);

        town.at("m-1", 180);
        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.UNDER_WAY);
        assertThat(held()).containsExactly("B2");
    }

    @Test
    void degreesOnANetworkWithoutGeographyAreAsGoodAsNone() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 60);
        for (int second = 0; second < 12; second++) {
            town.desk.position(new AmbulancePosition(
                    "amb-m-1", town.now(), null, -1, UNKNOWN, UNKNOWN, UNKNOWN, 120.1, 30.2, 12, 90));
            town.tick();
        }

        assertThat(held()).isEmpty();
        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.LOST);
    }

    @Test
    void aControllerThatFallsSilentDuringAHoldIsGivenUp() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 60).at("m-1", 61).at("m-1", 62);
        assertThat(town.answer("m-1", "B2")).isIn("pending", "granted");
        town.controllers.remove("B2");
        for (int second = 0; second < 12; second++) {
            town.at("m-1", 63 + second);
        }

        assertThat(held()).isEmpty();
        assertThat(town.answer("m-1", "B2")).isEqualTo("not-answering");
    }

    @Test
    void aControllerThatAnswersOnceAndThenOnlyShowsItsLampsIsThere() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 60).at("m-1", 61);
        town.controllers.remove("B2");
        for (int second = 0; second < 20; second++) {
            town.desk.signal(new SignalReading("B2", town.now(), "G".repeat(12), "priority", UNKNOWN, "none"));
            town.at("m-1", 62 + second);
        }

        assertThat(held()).containsExactly("B2");
    }

    @Test
    void secondsForWhichAControllerRefusedAreNotCountedAsHeld() {
        town.controllers.remove("B2");
        town.mission("m-1", 1, Town.EAST).at("m-1", 60);
        for (int second = 0; second < 5; second++) {
            long sequence = town.lastCommand("B2").sequence();
            town.desk.status(new PriorityStatus("B2", "m-1", sequence, "rejected", "held-by rail", town.now()));
            town.at("m-1", 61 + second);
        }

        assertThat(town.desk.missions().get(0).seizedMillis()).containsExactly(1_000);
    }

    /** It turns left at B2, and stands in the junction. */
    @Test
    void anAmbulanceThatHasLeftItsRouteAndHasNoOtherHoldsNothing() {
        town.mission("m-1", 1, Town.EAST).drive("m-1", 60, 194);
        assertThat(held()).containsExactly("B2");
        int turn = Town.ROADS
                .turns()
                .find(Town.ROADS.edges().get("A2B2"), Town.ROADS.edges().get("B2B3"), VehicleClass.EMERGENCY);
        String inside = ":B2_" + Town.ROADS.turns().link(turn);
        for (int second = 0; second < 6; second++) {
            town.desk.position(AmbulancePosition.onEdge("amb-m-1", town.now(), inside, 0, 5, 0));
            town.tick();
        }

        assertThat(held()).isEmpty();
        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.UNDER_WAY);
    }

    @Test
    void anAnswerThatNeedsThreeSecondsEachWayIsAnAnswer() {
        town.controllers.remove("B2");
        town.mission("m-1", 1, Town.EAST);
        for (int second = 0; second < 20; second++) {
            town.at("m-1", 60 + second);
            int sixSecondsAgo = town.commands.size() - 7;
            if (sixSecondsAgo >= 0) {
                town.desk.status(new PriorityStatus(
                        "B2", "m-1", town.commands.get(sixSecondsAgo).sequence(), "granted", null, town.now()));
            }
        }

        assertThat(held()).containsExactly("B2");
        assertThat(town.eventsOf("m-1")).doesNotContain("not-answering");
    }

    @Test
    void anApprovalInTheLastMinuteIsNotTakenForAnAmbulanceThatNeverCame() {
        town.mission("m-3", 3, Town.EAST).ticks(599);
        town.desk.approve(new MissionApproval("m-3", "Li", true, null, town.now()));
        town.ticks(5).at("m-3", 60);

        assertThat(town.planOf("m-3").status()).isEqualTo(MissionStatus.UNDER_WAY);
    }

    @Test
    void aRequestThatNobodyDecidesEndsAndSaysSo() {
        town.mission("m-3", 3, Town.EAST).ticks(605);

        assertThat(town.planOf("m-3").status()).isEqualTo(MissionStatus.CANCELLED);
        assertThat(town.planOf("m-3").reason()).contains("nobody decided");
    }

    @Test
    void anAmbulanceThatIsFoundAgainIsNotCalledSilentAnyMore() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 60).ticks(11).at("m-1", 180);

        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.UNDER_WAY);
        assertThat(town.planOf("m-1").reason()).isNull();
    }

    @Test
    void whatDrivesWithoutPrioritySaysSoAfterASilenceARestartAndAnApproval() {
        town.mission("m-1", 1, Town.EAST).mission("m-3", 3, Town.NORTH).at("m-1", 60);
        town.desk.releaseAll("Wang", town.now());
        town.ticks(11).restart().at("m-1", 180);
        town.desk.approve(new MissionApproval("m-3", "Li", true, null, town.now()));

        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.UNDER_WAY);
        assertThat(town.planOf("m-1").reason()).contains("without priority");
        assertThat(town.planOf("m-3").status()).isEqualTo(MissionStatus.APPROVED);
        assertThat(town.planOf("m-3").reason()).contains("without priority");
    }

    @Test
    void aLostMissionIsNotToldAgainAndAgain() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 60).ticks(11);
        int plans = town.plans.size();
        town.ticks(300);

        assertThat(town.plans).hasSize(plans);
    }

    @Test
    void aRestartTellsNothingOfMissionsThatAreOver() {
        town.mission("m-1", 1, Town.EAST).drive("m-1", 0, 848);
        town.place("m-1", 855, 0);
        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.ARRIVED);
        int plans = town.plans.size();
        town.restart().ticks(3);

        assertThat(town.plans).hasSize(plans);
    }

    @Test
    void aDestinationBehindTheEndOfItsRoadIsAtItsEnd() {
        List<String> route = List.of(Town.EAST.split(" "));
        town.desk.request(new MissionRequest(
                "m-1",
                town.now(),
                "amb-m-1",
                1,
                RoadPlace.onEdge("A2B2", 100_000),
                RoadPlace.onEdge("D2E2", 100_000),
                route));
        town.place("m-1", 855, 0);
        town.tick();

        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.ARRIVED);
    }

    @Test
    void linksOfAnotherNetworkAreNotHeldAfterARestart() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 60);
        List<Mission> missions = town.desk.missions();
        List<SignalLease> leases = new ArrayList<>();
        for (SignalLease lease : town.desk.leases()) {
            int[] links = Arrays.copyOf(lease.links(), lease.links().length + 1);
            links[links.length - 1] = 1_000;
            leases.add(new SignalLease(
                    lease.signal(), lease.mission(), lease.sequence(), links, 0, 0, 0, 0, 0, 0, null, null));
        }
        town.desk = new EscortDesk(Town.ROADS, EscortSettings.DEFAULTS, town);
        town.desk.restore(missions, leases, town.now());
        town.at("m-1", 72);

        int[] links = town.lastCommand("B2").links();
        assertThat(links).isNotEmpty();
        for (int link : links) {
            assertThat(link).isLessThan(town.controllers.get("B2").signal.linkCount());
        }
    }

    @Test
    void aClockSetBackByHoursRewindsNoSequenceOfASignalThatIsForgotten() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 60);
        town.desk.cancel("m-1", "over", town.now());
        long before = town.lastCommand("B2").sequence();
        town.ticks(3700);
        assertThat(town.desk.leases()).isEmpty();
        town.second -= 3 * 3600;
        town.tick();
        town.mission("m-2", 1, Town.EAST).at("m-2", 60);

        assertThat(town.lastCommand("B2").hold()).isTrue();
        assertThat(town.lastCommand("B2").sequence()).isGreaterThan(before);
    }

    @Test
    void aMissionTooManyIsRefusedAndEndedOnesAreNotRememberedWithoutEnd() {
        for (int i = 0; i < 600; i++) {
            town.mission("m-" + i, 1, Town.EAST);
        }
        assertThat(town.planOf("m-499").status()).isEqualTo(MissionStatus.APPROVED);
        assertThat(town.planOf("m-500").status()).isEqualTo(MissionStatus.REFUSED);
        assertThat(town.planOf("m-500").reason()).contains("500 missions");

        for (int i = 0; i < 6_000; i++) {
            town.desk.cancel("never-heard-of-" + i, null, town.now());
        }
        assertThat(town.desk.missions()).hasSizeLessThanOrEqualTo(5_000);
        assertThat(town.desk.missions()).anyMatch(mission -> mission.mission().equals("m-499"));
    }
}
