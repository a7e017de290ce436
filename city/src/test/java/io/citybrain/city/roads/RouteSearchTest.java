package io.citybrain.city.roads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** On squared paper: streets of 200 m at 10 m/s take 20 s, ways over a junction 2 s straight or left, 1 s right. */
final class RouteSearchTest {

    private final RoadNetwork city = GridCity.small(4, 3).network();
    private final FreeFlow atLimit = new FreeFlow(city, VehicleClass.EMERGENCY, 1.0);
    private final RouteSearch search = new RouteSearch(new Landmarks(city, atLimit));
    private final LinkCosts now = new LinkCosts(city, atLimit);

    private RoadPosition on(String edge, double metres) {
        return RoadPosition.on(city.edges().get(edge), metres);
    }

    private List<String> edgesOf(Route route) {
        return Arrays.stream(route.edges()).mapToObj(city.edges()::id).toList();
    }

    @Test
    void straightOnIsFastest() {
        Route route = search.find(on("A0B0", 100), on("C0D0", 50), atLimit);
        assertThat(edgesOf(route)).containsExactly("A0B0", "B0C0", "C0D0");
        // 100 m, 20 m, 200 m, 20 m, 50 m at 10 m/s
        assertThat(route.totalSeconds()).isCloseTo(39, within(1e-4));
        assertThat(route.entryAfterSeconds()).containsExactly(new double[] {0, 12, 34}, within(1e-4));
        assertThat(route.lengthMetres(city)).isCloseTo(390, within(1e-4));
        assertThat(city.turns().direction(route.turns()[0])).isEqualTo('s');
    }

    @Test
    void onTheSameEdgeOneDrivesAheadOrAroundTheBlock() {
        assertThat(search.find(on("A0B0", 50), on("A0B0", 150), atLimit).totalSeconds())
                .isCloseTo(10, within(1e-4));
        Route around = search.find(on("A0B0", 150), on("A0B0", 50), atLimit);
        assertThat(edgesOf(around)).containsExactly("A0B0", "B0B1", "B1A1", "A1A0", "A0B0");
        // 50 m, three streets, four left turns, 50 m
        assertThat(around.totalSeconds()).isCloseTo(5 + 3 * 20 + 4 * 2 + 5, within(1e-4));
    }

    @Test
    void aClosedStreetIsAvoidedAndAClosedStartIsLeft() {
        now.setClosed(city.edges().get("B0C0"), true);
        now.setClosed(city.edges().get("A0B0"), true);
        Route route = search.find(on("A0B0", 100), on("C0D0", 50), now.withPriority(0));
        assertThat(edgesOf(route)).containsExactly("A0B0", "B0B1", "B1C1", "C1C0", "C0D0");
        // 100 m, left, right, right, left with three streets between, 50 m
        assertThat(route.totalSeconds()).isCloseTo(10 + 2 + 20 + 1 + 20 + 1 + 20 + 2 + 5, within(1e-4));
        Route old = search.follow(edges("A0B0", "B0C0", "C0D0"), on("A0B0", 100), on("C0D0", 50), now.withPriority(0));
        assertThat(old.isOpen()).isFalse();
        assertThat(Rerouting.isWorthIt(old.totalSeconds(), route.totalSeconds()))
                .isTrue();
    }

    private int[] edges(String... ids) {
        return Arrays.stream(ids).mapToInt(city.edges()::get).toArray();
    }

    @Test
    void aClosedDestinationHasNoWay() {
        now.setClosed(city.edges().get("C0D0"), true);
        assertThat(search.find(on("A0B0", 100), on("C0D0", 50), now.withPriority(0)))
                .isNull();
    }

    @Test
    void edgesThatDoNotFollowAreNoWay() {
        Route route = search.follow(edges("A0B0", "C0D0"), on("A0B0", 0), on("C0D0", 50), atLimit);
        assertThat(route.isOpen()).isFalse();
    }

    @Test
    void aQueueAtASignalCostsTwoSecondsAVehicleAndRedHalfItsShare() {
        now.observe(city.edges().get("A0B0"), 0, 5, 9);
        Route withPriority = search.find(on("A0B0", 100), on("B0C0", 100), now.withPriority(60_000));
        assertThat(withPriority.totalSeconds()).isCloseTo(10 + 5 * 2 + 2 + 10, within(1e-4));
        Route without = search.find(on("A0B0", 100), on("B0C0", 100), now.withoutPriority(60_000));
        // red for 38 of 68 s
        assertThat(without.totalSeconds()).isCloseTo(32 + 38.0 * 38 / (2 * 68), within(1e-4));
    }

    @Test
    void aJammedStreetHasItsMeasuredSpeed() {
        int jammed = city.edges().get("A0B0");
        now.observe(jammed, 0, 12, 1.5); // 12 x 7.5 m are 45 % of 200 m: not yet
        assertThat(now.withPriority(0).edgeSeconds(jammed, 0)).isCloseTo(20, within(1e-4));
        now.observe(jammed, 1, 13, 1.6);
        assertThat(now.withPriority(1).edgeSeconds(jammed, 0)).isCloseTo(200 / 1.6, within(1e-3));
        now.observe(jammed, 2, 13, 0);
        assertThat(now.withPriority(2).edgeSeconds(jammed, 0)).isCloseTo(400, within(1e-3));
    }

    @Test
    void newsOfALaneCountMoreThanItsShareOfTheEdge() {
        int edge = city.edges().get("A0B0");
        now.observe(edge, 0, 5, 9);
        now.observeLane(city.edges().firstLane(edge), 0, 3);
        assertThat(now.queuedVehicles(city.edges().firstLane(edge), 0)).isEqualTo(3);
    }

    @Test
    void oldNewsAreForgottenAfterTwoMinutesAndLateOnesIgnored() {
        int edge = city.edges().get("A0B0");
        now.observe(edge, 10_000, 20, 1);
        now.observe(edge, 9_000, 0, 10);
        assertThat(now.isJammed(edge, 130_000)).isTrue();
        assertThat(now.isJammed(edge, 130_001)).isFalse();
        assertThat(now.queuedVehicles(city.edges().firstLane(edge), 130_001)).isZero();
    }

    @Test
    void aSignalOutOfOrderHelpsNobody() {
        now.setOutOfOrder(city.signals().find("B0"), true);
        Route route = search.find(on("A0B0", 100), on("B0C0", 100), now.withPriority(0));
        assertThat(route.totalSeconds()).isCloseTo(10 + 10 + 2 + 10, within(1e-4));
    }

    @Test
    void aNewWayMustBeClearlyBetter() {
        assertThat(Rerouting.isWorthIt(100, 81)).isFalse();
        assertThat(Rerouting.isWorthIt(100, 80)).isTrue();
        assertThat(Rerouting.isWorthIt(600, 541)).isFalse();
        assertThat(Rerouting.isWorthIt(600, 540)).isTrue();
        assertThat(Rerouting.isWorthIt(Double.POSITIVE_INFINITY, 9_000)).isTrue();
        assertThat(Rerouting.isWorthIt(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY))
                .isFalse();
    }

    @Test
    void noWayIsFasterThanTheOneFound() {
        int ways = 0;
        for (int seed = 1; seed <= 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RoadNetwork town = RandomTown.network(random);
            FreeFlow freeFlow = FreeFlow.ofAmbulance(town);
            RouteSearch fast = new RouteSearch(new Landmarks(town, freeFlow));
            for (int i = 0; i < 10; i++) {
                TravelCosts costs = new Waves(town, freeFlow, random.split());
                RoadPosition from = anywhere(town, random);
                RoadPosition to = anywhere(town, random);
                double expected = bruteForce(town, from, to, costs);
                Route route = fast.find(from, to, costs);
                assertThat(route == null ? Double.POSITIVE_INFINITY : route.totalSeconds())
                        .as("seed %d, search %d", seed, i)
                        .isCloseTo(expected, within(1e-3));
                if (route != null) {
                    ways++;
                    assertThat(fast.follow(route.edges(), from, to, costs).totalSeconds())
                            .isCloseTo(expected, within(1e-3));
                }
            }
        }
        assertThat(ways).isGreaterThan(1_000);
    }

    private static RoadPosition anywhere(RoadNetwork town, SplittableRandom random) {
        int edge = random.nextInt(town.edges().count());
        return RoadPosition.on(edge, random.nextDouble() * town.edges().lengthMetres(edge));
    }

    /** Costs that rise and fall with time, slowly enough that nobody overtakes by waiting. */
    private record Waves(FreeFlow freeFlow, double[] edgeWaves, double[] turnWaves) implements TravelCosts {

        Waves(RoadNetwork town, FreeFlow freeFlow, SplittableRandom random) {
            this(
                    freeFlow,
                    waves(town.edges().count(), random),
                    waves(town.turns().count(), random));
        }

        private static double[] waves(int count, SplittableRandom random) {
            return random.doubles(count, 0, 20).toArray();
        }

        private static double wave(double most, double aheadSeconds) {
            return most > 19 ? Double.POSITIVE_INFINITY : most * (1 + Math.sin(most + aheadSeconds / 20)) / 2;
        }

        @Override
        public double edgeSeconds(int edge, double aheadSeconds) {
            return freeFlow.edgeSeconds(edge) + wave(edgeWaves[edge], aheadSeconds);
        }

        @Override
        public double turnSeconds(int turn, double aheadSeconds) {
            return freeFlow.turnSeconds(turn) + wave(turnWaves[turn], aheadSeconds);
        }
    }

    /** Tries every turn again until nothing gets faster (Bellman and Ford). */
    private static double bruteForce(RoadNetwork town, RoadPosition from, RoadPosition to, TravelCosts costs) {
        double onFirst = costs.edgeSeconds(from.edge(), 0);
        if (Double.isInfinite(onFirst)) {
            onFirst = FreeFlow.ofAmbulance(town).edgeSeconds(from.edge());
        }
        double length = town.edges().lengthMetres(from.edge());
        if (from.edge() == to.edge() && from.metres() <= to.metres()) {
            return onFirst * (to.metres() - from.metres()) / length;
        }
        double[] atEnd = new double[town.edges().count()];
        Arrays.fill(atEnd, Double.POSITIVE_INFINITY);
        atEnd[from.edge()] = onFirst * (1 - from.metres() / length);
        double best = Double.POSITIVE_INFINITY;
        for (boolean again = true; again; ) {
            again = false;
            for (int turn : drivable(town)) {
                double stop = atEnd[town.turns().fromEdge(turn)];
                int next = town.turns().toEdge(turn);
                double entry = stop + (Double.isFinite(stop) ? costs.turnSeconds(turn, stop) : 0);
                if (!Double.isFinite(entry)) {
                    continue;
                }
                double onNext = costs.edgeSeconds(next, entry);
                if (next == to.edge()) {
                    best = Math.min(
                            best, entry + onNext * to.metres() / town.edges().lengthMetres(next));
                }
                again |= entry + onNext < atEnd[next];
                atEnd[next] = Math.min(atEnd[next], entry + onNext);
            }
        }
        return best;
    }

    private static List<Integer> drivable(RoadNetwork town) {
        List<Integer> turns = new ArrayList<>();
        for (int turn = 0; turn < town.turns().count(); turn++) {
            if (town.turns().allows(turn, VehicleClass.EMERGENCY)) {
                turns.add(turn);
            }
        }
        return turns;
    }
}
