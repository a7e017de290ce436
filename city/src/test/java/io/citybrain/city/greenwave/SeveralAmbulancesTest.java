package io.citybrain.city.greenwave;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.roads.VehicleClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ambulances that obey the lamps, 12 m/s, on routes that cross: all arrive, the most urgent as if it were alone. */
class SeveralAmbulancesTest {
    private static final int LONGEST_SECONDS = 600;
    private static final double STEP_METRES = 12;

    private final Town town = new Town();
    private final Map<String, Double> metres = new HashMap<>();
    private final Map<String, Integer> arrivedAfter = new HashMap<>();

    private SeveralAmbulancesTest send(String mission, int urgency, String route) {
        town.mission(mission, urgency, route);
        metres.put(mission, 0.0);
        return this;
    }

    /** The seconds that each needs. */
    private Map<String, Integer> drive() {
        for (int second = 0; second < LONGEST_SECONDS && arrivedAfter.size() < metres.size(); second++) {
            for (String mission : metres.keySet()) {
                if (!arrivedAfter.containsKey(mission)) {
                    driveOn(mission, second);
                }
            }
            town.tick();
        }
        return arrivedAfter;
    }

    private void driveOn(String mission, int second) {
        List<String> route = town.planOf(mission).route();
        double before = metres.get(mission);
        double after = before + STEP_METRES;
        int edge = (int) (before / 220);
        double line = edge * 220 + 200;
        boolean isLast = edge == route.size() - 1;
        if (isLast && after >= line - 5) {
            town.place(mission, line - 5, 0);
            arrivedAfter.put(mission, second);
            return;
        }
        if (!isLast && before <= line && after > line && !mayPass(route.get(edge), route.get(edge + 1))) {
            after = line - 1;
        }
        metres.put(mission, after);
        town.place(mission, after, after - before);
    }

    private boolean mayPass(String from, String to) {
        int turn = Town.ROADS
                .turns()
                .find(Town.ROADS.edges().get(from), Town.ROADS.edges().get(to), VehicleClass.EMERGENCY);
        int signal = Town.ROADS.turns().signal(turn);
        return town.controllers
                .get(Town.ROADS.signals().get(signal).id())
                .isGreen(Town.ROADS.turns().link(turn), town.now());
    }

    @Test
    void theMostUrgentOfFiveLosesAtMostFivePercentAndAllArrive() {
        int alone =
                new SeveralAmbulancesTest().send("m-1", 1, Town.EAST).drive().get("m-1");
        Map<String, Integer> together = send("m-1", 1, Town.EAST)
                .send("m-2", 2, Town.NORTH)
                .send("m-3", 2, "D4D3 D3D2 D2D1 D1D0")
                .send("m-4", 2, Town.WEST)
                .send("m-5", 2, "B4B3 B3B2 B2B1")
                .drive();

        assertThat(together).hasSize(5);
        assertThat(together.get("m-1").doubleValue()).isLessThanOrEqualTo(alone * 1.05);
        assertThat(alone).isLessThan(75);
        assertThat(together.values()).allSatisfy(seconds -> assertThat(seconds).isLessThan(200));
        town.tick();
        assertThat(town.desk.leases())
                .allSatisfy(lease -> assertThat(lease.mission()).isNull());
    }
}
