package io.citybrain.city.greenwave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which way an ambulance is sent, and where its noisy positions are taken to be. */
class RouteChoiceTest {
    private final Town town = new Town();

    private void ask(String mission, int urgency, String origin, String destination) {
        town.desk.request(new MissionRequest(
                mission,
                town.now(),
                "amb-" + mission,
                urgency,
                RoadPlace.onEdge(origin, 0),
                RoadPlace.onEdge(destination, 200),
                List.of()));
    }

    @Test
    void anEmptyCityIsCrossedStraight() {
        ask("m-1", 1, "A2B2", "D2E2");

        assertThat(town.planOf("m-1").route()).containsExactly("A2B2", "B2C2", "C2D2", "D2E2");
        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.APPROVED);
    }

    @Test
    void aStreetThatStandsIsGoneAroundAndAShortQueueIsNot() {
        town.queue("B2C2", 5);
        ask("m-1", 1, "A2B2", "D2E2");
        assertThat(town.planOf("m-1").route()).contains("B2C2");

        town.queue("B2C2", 20);
        ask("m-2", 1, "A2B2", "D2E2");
        assertThat(town.planOf("m-2").route()).doesNotContain("B2C2");
    }

    @Test
    void aSecondAmbulanceGoesAroundTheJunctionThatTheFirstNeeds() {
        ask("alone", 2, "A2B2", "C3C4");
        assertThat(town.planOf("alone").route()).contains("B3C3");
        town.desk.cancel("alone", "over", town.now());

        town.mission("m-1", 1, "A3B3 B3B4").at("m-1", 20);
        ask("m-2", 2, "A2B2", "C3C4");
        assertThat(town.planOf("m-2").route()).contains("C2C3").doesNotContain("B3C3");
    }

    @Test
    void theMostUrgentAvoidsNobody() {
        town.mission("m-2", 2, "A3B3 B3B4").at("m-2", 20);
        ask("m-1", 1, "A2B2", "C3C4");

        assertThat(town.planOf("m-1").route()).contains("B3C3");
    }

    @Test
    void aPlaceWithoutARoadIsRefusedByName() {
        ask("m-1", 1, "A2B2", "X1Y1");

        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.REFUSED);
        assertThat(town.planOf("m-1").reason()).contains("X1Y1");
    }

    @Test
    void anAmbulanceThatLeavesItsRouteIsPlannedAgainFromWhereItIs() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 60);
        for (int metres = 10; metres < 70; metres += 12) {
            town.desk.position(AmbulancePosition.onEdge("amb-m-1", town.now(), "B2B3", 0, metres, 12));
            town.tick();
        }

        assertThat(town.planOf("m-1").route()).startsWith("B2B3").endsWith("D2E2");
        assertThat(town.heldFor("B2")).isNull();
        assertThat(town.heldFor("B3")).isEqualTo("m-1");
    }

    @Test
    void aStreetThatComesToAStandIsLeftBeforeItIsReached() {
        ask("m-1", 1, "A2B2", "D2E2");
        town.at("m-1", 20);
        town.queue("C2D2", 20);
        town.drive("m-1", 20, 260);

        assertThat(town.planOf("m-1").route()).doesNotContain("C2D2").endsWith("D2E2");
        assertThat(town.eventsOf("m-1")).containsOnlyOnce("re-routed");
    }

    @Test
    void aRouteThatTheDispatcherGaveIsDrivenThoughItStands() {
        town.mission("m-1", 1, Town.EAST).at("m-1", 20);
        town.queue("C2D2", 20);
        town.drive("m-1", 20, 260);

        assertThat(town.planOf("m-1").route()).contains("C2D2");
    }

    @Test
    void positionsThatNoVehicleCanHaveHoldNoSignal() {
        town.mission("m-1", 1, Town.EAST);
        town.desk.position(AmbulancePosition.onEdge("amb-m-1", town.now(), "A2B2", 0, -1e9, -1e9));
        town.tick();

        assertThat(town.commands).isEmpty();
        assertThat(town.planOf("m-1").status()).isEqualTo(MissionStatus.APPROVED);
    }

    @Test
    void anAmbulanceThatDoesNotTellItsSpeedGetsItsGreenAsEarly() {
        town.mission("m-1", 1, Town.EAST);
        for (int metres = 0; metres <= 48; metres += 12) {
            town.place("m-1", metres, Double.NaN);
            town.tick();
        }

        assertThat(town.heldFor("B2")).isEqualTo("m-1");
    }

    @Test
    void noisyPointsAreTakenAlongTheRoute() {
        // A2 lies at x = 0, y = 440; the street to the east starts 10 m behind it
        town.mission("m-1", 1, Town.EAST);
        double[] noise = {8, -8, 5, -12, 0, 9, -4, 7, -9, 3, 11, -6};
        for (int second = 0; second < noise.length; second++) {
            double x = 10 + 12 * second + noise[second];
            double y = 440 - noise[(second + 5) % noise.length];
            town.desk.position(AmbulancePosition.inMetres("amb-m-1", town.now(), x, y, 12, 90));
            town.tick();
            Mission mission = town.desk.missions().get(0);
            assertThat(mission.edgeOnRoute()).isZero();
            assertThat(mission.metresOnEdge()).isBetween(12.0 * second - 12, 12.0 * second + 12);
        }
        assertThat(town.heldFor("B2")).isEqualTo("m-1");
    }

    @Test
    void aNoisyAmbulanceThatWaitsBehindTheStopLineKeepsItsGreen() {
        town.mission("m-1", 1, Town.EAST);
        for (int second = 0; second < 30; second++) {
            double x = 200 + (second % 2 == 0 ? 12 : -12);
            town.desk.position(AmbulancePosition.inMetres("amb-m-1", town.now(), x, 440, 0, 90));
            town.tick();
            assertThat(town.heldFor("B2")).isEqualTo("m-1");
        }
    }
}
