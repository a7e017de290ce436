package io.citybrain.sim.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.MissionRequest;
import io.citybrain.city.greenwave.MissionStatus;
import io.citybrain.city.greenwave.PriorityStatus;
import io.citybrain.city.greenwave.RoadPlace;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.sim.safety.SafetyChecker;
import io.citybrain.sim.safety.SignalFacts;
import io.citybrain.sim.safety.Violation;
import io.citybrain.wire.MissionJson;
import io.citybrain.wire.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built-in traffic and City Brain's desk, second by second, through the contract's readers and writers. */
class TrafficStreetTest {
    private static final long START = 1_795_509_000_000L;
    private static final long SEED = 7;
    private static final double LONGEST_SEIZURE_SECONDS = 90;

    @TempDir
    private Path folder;

    private RoadNetwork roads;

    @BeforeEach
    void readRoads() throws Exception {
        roads = DistrictRoadsTest.read(folder);
    }

    private CityInLockStep city(boolean givesPriority, double missionEverySeconds) {
        return new CityInLockStep(roads, TrafficStreet.builtIn(roads, SEED, START, missionEverySeconds), givesPriority);
    }

    private static void run(CityInLockStep city, int fromSecond, int untilSecond) throws InterruptedException {
        for (int second = fromSecond; second <= untilSecond; second++) {
            city.second(START + second * 1_000L);
        }
    }

    private static void ask(CityInLockStep city, String mission, String ambulance, RoadPlace to, int second) {
        MissionRequest request = new MissionRequest(
                mission, START + second * 1_000L, ambulance, 1, RoadPlace.onEdge("A3A4", 350), to, List.of());
        city.ask(Topics.missionRequest(mission), MissionJson.write(request));
    }

    private double tripSeconds(boolean givesPriority) throws InterruptedException {
        CityInLockStep city = city(givesPriority, 0);
        run(city, 1, 60);
        ask(city, "m-1", "120-1", RoadPlace.onEdge("E1E0", 600), 60);
        int second = 60;
        while (second < 1_500
                && (city.plans().get("m-1") == null || city.plans().get("m-1").status() != MissionStatus.ARRIVED)) {
            second++;
            run(city, second, second);
        }
        assertThat(city.plans().get("m-1").status()).isEqualTo(MissionStatus.ARRIVED);
        return second - 60.0;
    }

    @Test
    void anAmbulanceArrivesEarlierWithPriorityThanWithout() throws Exception {
        double with = tripSeconds(true);
        double without = tripSeconds(false);
        assertThat(with).isLessThan(0.85 * without);
    }

    @Test
    void aDispatcherSendsThemAllDayAndTheSignalsStaySafeAndAreGivenBack() throws Exception {
        CityInLockStep city = city(true, 120);
        List<Violation> violations = new ArrayList<>();
        Map<String, SafetyChecker> checkers = new HashMap<>();
        for (int i = 0; i < roads.signals().count(); i++) {
            checkers.put(
                    roads.signals().get(i).id(),
                    new SafetyChecker(
                            SignalFacts.of(roads.signals().get(i)), LONGEST_SEIZURE_SECONDS, violations::add));
        }
        for (int second = 1; second <= 3_600; second++) {
            run(city, second, second);
            for (Map.Entry<String, SafetyChecker> checker : checkers.entrySet()) {
                var signal = city.signals().get(checker.getKey());
                if (signal != null) {
                    boolean seized = "priority".equals(signal.text(Quantity.PROGRAM));
                    checker.getValue().look(second, signal.text(Quantity.STATE), seized);
                }
            }
        }
        assertThat(violations).isEmpty();
        List<MissionPlan> arrived = city.plans().values().stream()
                .filter(plan -> plan.status() == MissionStatus.ARRIVED)
                .toList();
        assertThat(arrived.size()).isGreaterThan(15);
        assertThat(city.plans().values()).allMatch(plan -> !plan.status().isEnd() || arrived.contains(plan));
        assertThat(city.answers()).extracting(PriorityStatus::status).contains("granted", "released");
    }

    @Test
    void everySecondBringsWhatTheContractPromises() throws Exception {
        CityInLockStep city = city(true, 0);
        Map<Kind, Integer> counts = new HashMap<>();
        for (int second = 1; second <= 60; second++) {
            run(city, second, second);
            city.said().forEach(kind -> counts.merge(kind, 1, Integer::sum));
        }
        assertThat(city.signals()).hasSize(32);
        assertThat(city.positions()).containsOnlyKeys("120-1", "120-2", "120-3");
        // Each signal every 5 s, each edge every 30 s, each standing ambulance every 5 s, at least.
        assertThat(counts.get(Kind.TRAFFIC_SIGNAL)).isGreaterThanOrEqualTo(32 * 12);
        assertThat(counts.get(Kind.TRAFFIC_FLOW)).isGreaterThanOrEqualTo(120 * 2);
        assertThat(counts.get(Kind.AMBULANCE)).isGreaterThanOrEqualTo(3 * 12);
        assertThat(city.positions().get("120-1").number(Quantity.LONGITUDE)).isBetween(120.119, 120.181);
    }

    @Test
    void aDestinationMayBeAPlaceOnTheMap() throws Exception {
        CityInLockStep city = city(true, 0);
        ask(city, "m-1", "120-1", RoadPlace.at(120.159316, 30.293426), 1);
        run(city, 2, 900);

        assertThat(city.plans().get("m-1").status()).isEqualTo(MissionStatus.ARRIVED);
        assertThat(city.positions().get("120-1").number(Quantity.LONGITUDE)).isBetween(120.1585, 120.1600);
        assertThat(city.positions().get("120-1").number(Quantity.LATITUDE)).isBetween(30.2930, 30.2938);
    }

    @Test
    void anAmbulanceThatIsNotAtTheOriginDrivesFromWhereItIs() throws Exception {
        CityInLockStep city = city(true, 0);
        ask(city, "m-1", "120-2", RoadPlace.onEdge("C1C0", 510), 1);
        run(city, 2, 900);

        assertThat(city.plans().get("m-1").status()).isEqualTo(MissionStatus.ARRIVED);
        assertThat(city.positions().get("120-2").text(Quantity.EDGE)).isEqualTo("C1C0");
    }

    @Test
    void aCrewThatDoesNotKnowTheDestinationEndsTheMissionAllTheSame() throws Exception {
        CityInLockStep city = city(true, 0);
        MissionRequest request = new MissionRequest(
                "m-1", START, "120-2", 1, RoadPlace.onEdge("D0C0", 300), RoadPlace.onEdge("C1C2", 400), List.of());
        city.askCityAlone(Topics.missionRequest("m-1"), MissionJson.write(request));
        run(city, 2, 900);

        assertThat(city.plans().get("m-1").status()).isEqualTo(MissionStatus.ARRIVED);
    }

    @Test
    void aCancelledAmbulanceStopsWhereItIs() throws Exception {
        CityInLockStep city = city(true, 0);
        ask(city, "m-1", "120-1", RoadPlace.onEdge("E1E0", 600), 1);
        run(city, 2, 60);
        assertThat(city.positions().get("120-1").number(Quantity.SPEED_METRES_PER_SECOND))
                .isPositive();
        city.cancel("m-1", START + 60_000);
        run(city, 61, 63);
        String edge = city.positions().get("120-1").text(Quantity.EDGE);
        run(city, 64, 80);

        assertThat(city.plans().get("m-1").status()).isEqualTo(MissionStatus.CANCELLED);
        assertThat(city.positions().get("120-1").text(Quantity.EDGE)).isEqualTo(edge);
        assertThat(city.positions().get("120-1").number(Quantity.SPEED_METRES_PER_SECOND))
                .isZero();
    }
}
