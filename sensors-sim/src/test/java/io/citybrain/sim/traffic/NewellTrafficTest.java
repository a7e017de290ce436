package io.citybrain.sim.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.roads.GridCity;
import io.citybrain.city.roads.RoadNetwork;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewellTrafficTest {
    private static final long SEED = 5;
    private static final int HOUR = 3_600;

    private final RoadNetwork roads = GridCity.small(3, 3).network();
    /** What all signals show: one letter for each link. */
    private char letter = 'r';

    private NewellTraffic traffic(double vehiclesPerHour) {
        Lamps lamps = signal -> {
            StringBuilder state = new StringBuilder();
            for (int link = 0; link < roads.signals().get(signal).linkCount(); link++) {
                state.append(letter);
            }
            return state.toString();
        };
        return new NewellTraffic(roads, lamps, new Demand(roads, SEED, vehiclesPerHour));
    }

    private static void drive(NewellTraffic traffic, int seconds) {
        for (int i = 0; i < seconds; i++) {
            traffic.step();
        }
    }

    private int all(NewellTraffic traffic) {
        int vehicles = 0;
        for (int lane = 0; lane < roads.lanes().count(); lane++) {
            vehicles += traffic.vehicles(lane);
        }
        return vehicles;
    }

    @Test
    void aQueueFlowsOutAtHalfAVehicleASecond() {
        NewellTraffic traffic = traffic(0);
        int[] route = {roads.edges().get("A1B1"), roads.edges().get("B1C1")};
        for (int i = 0; i < 20; i++) {
            traffic.driveOff("car-" + i, route, 190 - 7.5 * i, 100);
        }
        drive(traffic, 90);
        int lane = roads.edges().firstLane(route[0]);
        assertThat(traffic.queued(lane)).isEqualTo(20);

        letter = 'G';
        List<Integer> passedAt = new ArrayList<>();
        for (int second = 1; second <= 60; second++) {
            int before = traffic.vehicles(lane);
            traffic.step();
            if (traffic.vehicles(lane) < before) {
                passedAt.add(second);
            }
        }
        // 10 m/s: 1.5 s + 7.5 m / 10 m/s = 2.25 s for each vehicle; the next road takes no more than twelve.
        assertThat(passedAt.get(0)).isEqualTo(1);
        assertThat(passedAt.get(10) - passedAt.get(0)).isBetween(21, 24);
    }

    @Test
    void aFullRoadHoldsTheOneBeforeIt() {
        NewellTraffic traffic = traffic(0);
        int[] route = {roads.edges().get("A1B1"), roads.edges().get("B1C1")};
        for (int i = 0; i < 40; i++) {
            traffic.driveOff("car-" + i, route, 190 - 4.5 * i, 200);
        }
        letter = 'G';
        drive(traffic, 300);

        int next = roads.edges().firstLane(route[1]);
        // 200 m and the 20 m over the junction take 30 standing vehicles of 7.5 m; the others wait behind the green.
        assertThat(traffic.vehicles(next)).isBetween(27, 30);
        assertThat(traffic.queued(roads.edges().firstLane(route[0]))).isEqualTo(40 - traffic.vehicles(next));
    }

    @Test
    void nobodyIsLostInAnHour() {
        NewellTraffic traffic = traffic(300);
        letter = 'g';
        for (int i = 0; i < HOUR; i++) {
            traffic.step();
            assertThat((long) all(traffic)).isEqualTo(traffic.entered() - traffic.left());
        }
        assertThat(traffic.left()).isGreaterThan(500);
    }

    @Test
    void theSameSeedGivesTheSameTraffic() {
        NewellTraffic one = traffic(300);
        NewellTraffic other = traffic(300);
        letter = 'g';
        drive(one, 600);
        drive(other, 600);

        for (int lane = 0; lane < roads.lanes().count(); lane++) {
            assertThat(one.vehicles(lane)).isEqualTo(other.vehicles(lane));
            assertThat(one.queued(lane)).isEqualTo(other.queued(lane));
        }
    }

    @Test
    void anAmbulanceStopsAtItsDestinationAndFreesTheRoadWhenItPullsOver() {
        NewellTraffic traffic = traffic(0);
        int[] route = {roads.edges().get("A1B1"), roads.edges().get("B1C1")};
        letter = 'G';
        traffic.driveOff("120-1", route, 20, 150);
        drive(traffic, 60);

        Traffic.Whereabouts there = traffic.find("120-1");
        assertThat(there.edge()).isEqualTo(route[1]);
        assertThat(there.metres()).isEqualTo(150);
        assertThat(there.speedMetresPerSecond()).isZero();
        assertThat(there.headingDegrees()).isEqualTo(90);
        traffic.pullOver("120-1");
        assertThat(traffic.find("120-1")).isNull();
        assertThat(all(traffic)).isZero();
    }
}
