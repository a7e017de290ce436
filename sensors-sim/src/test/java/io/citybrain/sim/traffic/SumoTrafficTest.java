package io.citybrain.sim.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.citybrain.city.greenwave.MissionRequest;
import io.citybrain.city.greenwave.MissionStatus;
import io.citybrain.city.greenwave.PriorityStatus;
import io.citybrain.city.greenwave.RoadPlace;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.sim.safety.SafetyChecker;
import io.citybrain.sim.safety.SignalFacts;
import io.citybrain.sim.safety.Violation;
import io.citybrain.wire.MissionJson;
import io.citybrain.wire.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real SUMO on the district's own network, and City Brain's desk, second by second. */
class SumoTrafficTest {
    private static final Path SUMO = Path.of("/usr/bin/sumo");
    private static final long START = 1_795_509_000_000L;
    private static final double BEGIN_SECONDS = 100;

    @TempDir
    private Path folder;

    private SumoScene scene(String program) throws Exception {
        DistrictRoads roads = DistrictRoads.write(folder);
        Path routes = folder.resolve("city.rou.xml");
        StringBuilder flows = new StringBuilder("<routes><vType id=\"car\"/>\n");
        for (int row = 0; row < DistrictPlan.ROWS; row++) {
            flows.append(flow("A" + row + "B" + row, "E" + row + "F" + row))
                    .append(flow("F" + row + "E" + row, "B" + row + "A" + row));
        }
        Files.writeString(routes, flows.append("</routes>").toString());
        return SumoScene.read(program, roads.network(), routes, List.of(), 1, BEGIN_SECONDS, folder.resolve("sumo"));
    }

    private static String flow(String from, String to) {
        return "<flow id=\"%s\" type=\"car\" from=\"%s\" to=\"%s\" begin=\"0\" end=\"900\" period=\"12\"/>\n"
                .formatted(from, from, to);
    }

    @Test
    void anEscortedAmbulanceArrivesInSumoAndItsSignalsStaySafeAndAreGivenBack() throws Exception {
        assumeThat(SUMO).as("SUMO is not installed: apt-get install sumo").isExecutable();
        SumoScene scene = scene(SUMO.toString());
        List<Violation> violations = new ArrayList<>();
        Map<String, SafetyChecker> checkers = new HashMap<>();
        for (int i = 0; i < scene.roads().signals().count(); i++) {
            checkers.put(
                    scene.roads().signals().get(i).id(),
                    new SafetyChecker(SignalFacts.of(scene.roads().signals().get(i)), 90, violations::add));
        }
        try (TrafficStreet street = TrafficStreet.sumo(scene, 3, START, 0)) {
            CityInLockStep city = new CityInLockStep(scene.roads(), street, true);
            for (int second = 1; second <= 600 && !isOver(city, street); second++) {
                if (second == 60) {
                    ask(city, second);
                }
                city.second(START + second * 1_000L);
                for (var signal : city.signals().values()) {
                    boolean seized = "priority".equals(signal.text(Quantity.PROGRAM));
                    checkers.get(signal.sensor()).look(second, signal.text(Quantity.STATE), seized);
                }
            }
            assertThat(city.plans().get("m-1").status()).isEqualTo(MissionStatus.ARRIVED);
            assertThat(city.plans().get("m-1").savedSeconds()).isPositive();
            assertThat(city.positions().get("120-9").number(Quantity.POSITION_METRES))
                    .isEqualTo(700);
            assertThat(city.answers()).extracting(PriorityStatus::status).contains("granted", "released");
            assertThat(violations).isEmpty();
            assertThat(street.isFree()).isTrue();
            assertThat(city.said()).contains(Kind.TRAFFIC_FLOW, Kind.TRAFFIC_SIGNAL);
        }
    }

    private static boolean isOver(CityInLockStep city, TrafficStreet street) {
        return city.plans().containsKey("m-1")
                && city.plans().get("m-1").status() == MissionStatus.ARRIVED
                && street.isFree();
    }

    private static void ask(CityInLockStep city, int second) {
        MissionRequest request = new MissionRequest(
                "m-1",
                START + second * 1_000L,
                "120-9",
                1,
                RoadPlace.onEdge("A3B3", 100),
                RoadPlace.onEdge("D3E3", 700),
                List.of());
        city.ask(Topics.missionRequest("m-1"), MissionJson.write(request));
    }

    @Test
    void aMissingSumoSaysHowToGetIt() throws Exception {
        SumoScene scene = scene("/no/such/sumo");
        assertThatThrownBy(() -> TrafficStreet.sumo(scene, 3, START, 0)).hasMessageContaining("apt-get install");
    }
}
