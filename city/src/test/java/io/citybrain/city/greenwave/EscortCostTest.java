package io.citybrain.city.greenwave;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.roads.GridCity;
import io.citybrain.city.roads.RoadNetwork;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What planning costs in a city of 100,000 edges, in processor time: other work on the machine does not count. */
class EscortCostTest {
    private static final int REQUESTS = 400;
    private static final int MISSIONS = 200;
    private static final int SECONDS = 30;

    private final RoadNetwork roads = new GridCity(159, 159, 200, 2, 14).network();
    private final List<MissionPlan> plans = new ArrayList<>();
    private final EscortDesk desk = new EscortDesk(roads, EscortSettings.DEFAULTS, new EscortOutputs() {
        @Override
        public void plan(MissionPlan plan) {
            if (plan.status() == MissionStatus.APPROVED) {
                plans.add(plan);
            }
        }

        @Override
        public void command(PriorityCommand command) {}

        @Override
        public void event(EscortEvent event) {}
    });
    private final Random random = new Random(7);
    private long nowMillis = 1_000_000_000L;

    @Test
    void aRouteAndItsPlanTakeLessThanTwentyMillisecondsAndTwoHundredMissionsLessThanASecondASecond() {
        assertThat(roads.edges().count()).isGreaterThan(100_000);
        desk.tick(nowMillis);
        long[] micros = new long[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            long before = cpuNanos();
            request("m-" + i, "a-" + i);
            micros[i] = (cpuNanos() - before) / 1000;
            if (i >= MISSIONS) {
                desk.cancel("m-" + i, "only planned", nowMillis);
            }
        }
        long[] warm = Arrays.copyOfRange(micros, REQUESTS / 4, REQUESTS);
        Arrays.sort(warm);
        long p99 = warm[warm.length * 99 / 100];
        long tick = microsPerSecondOfDriving();
        System.out.printf(
                "%,d edges: route and plan median %.1f ms, p99 %.1f ms; %d missions: %.1f ms a second%n",
                roads.edges().count(), warm[warm.length / 2] / 1e3, p99 / 1e3, MISSIONS, tick / 1e3);
        assertThat(p99).isLessThan(20_000);
        assertThat(tick).isLessThan(1_000_000);
    }

    private void request(String mission, String ambulance) {
        desk.request(new MissionRequest(
                mission,
                nowMillis,
                ambulance,
                1 + random.nextInt(2),
                RoadPlace.onEdge(someEdge(), 0),
                RoadPlace.onEdge(someEdge(), Double.NaN),
                List.of()));
    }

    private String someEdge() {
        return roads.edges().id(random.nextInt(roads.edges().count()));
    }

    private long microsPerSecondOfDriving() {
        List<MissionPlan> driving = List.copyOf(plans.subList(0, MISSIONS));
        long before = cpuNanos();
        for (int second = 0; second < SECONDS; second++) {
            nowMillis += 1000;
            for (MissionPlan plan : driving) {
                desk.position(AmbulancePosition.onEdge(
                        plan.ambulance(), nowMillis, plan.route().get(second / 12), 0, second % 12 * 16, 16));
            }
            for (int edge = 0; edge < roads.edges().count(); edge += 30) {
                desk.flow(new FlowReading(
                        roads.edges().id(edge),
                        nowMillis,
                        random.nextInt(9),
                        random.nextInt(5),
                        5,
                        new int[0],
                        new int[0]));
            }
            desk.tick(nowMillis);
        }
        return (cpuNanos() - before) / 1000 / SECONDS;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
