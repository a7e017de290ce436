package io.citybrain.city.greenwave;

import io.citybrain.city.roads.FreeFlow;
import io.citybrain.city.roads.Landmarks;
import io.citybrain.city.roads.LinkCosts;
import io.citybrain.city.roads.Rerouting;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.RoadPosition;
import io.citybrain.city.roads.Route;
import io.citybrain.city.roads.RouteSearch;
import io.citybrain.city.roads.TravelCosts;
import io.citybrain.city.roads.Turns;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Routes by live costs. The choice at dispatch brings most of the gain where traffic stands. Routes of several
 * ambulances avoid each other: who is not the most urgent goes around a signal that another will need from another side.
 */
final class RouteFinder {
    /** About what waiting for the other one to pass costs: its yellow, its way over the junction, and back. */
    private static final double CROSSING_ANOTHER_SECONDS = 20;

    private final RoadNetwork roads;
    private final FreeFlow freeFlow;
    private final LinkCosts costs;
    private final RouteSearch search;

    RouteFinder(RoadNetwork roads) {
        this.roads = roads;
        freeFlow = FreeFlow.ofAmbulance(roads);
        costs = new LinkCosts(roads, freeFlow);
        search = new RouteSearch(new Landmarks(roads, freeFlow));
    }

    /**
     * The way for one mission, or null if there is none: the usual one, unless by live costs with priority another one
     * is clearly faster. Small differences are noise of the queues, and the usual way is the one that drivers know.
     */
    int[] find(MissionRun run, RoadPosition from, RoadPosition to, Collection<MissionRun> others, long nowMillis) {
        Map<Integer, Integer> taken = signalsOf(others, run);
        TravelCosts now = avoiding(costs.withPriority(nowMillis), taken);
        Route fastest = search.find(from, to, now);
        if (fastest == null || !fastest.isOpen()) {
            return null;
        }
        Route usual = search.find(from, to, avoiding(freeFlow, taken));
        double usualSeconds = search.follow(usual.edges(), from, to, now).totalSeconds();
        return Rerouting.isWorthIt(usualSeconds, fastest.totalSeconds()) ? fastest.edges() : usual.edges();
    }

    /** A way that is clearly faster than going on, by live costs with priority; null if there is none. */
    int[] findFaster(
            MissionRun run,
            int[] goingOn,
            RoadPosition from,
            RoadPosition to,
            Collection<MissionRun> others,
            long nowMillis) {
        TravelCosts now = avoiding(costs.withPriority(nowMillis), signalsOf(others, run));
        Route fastest = search.find(from, to, now);
        if (fastest == null || !fastest.isOpen()) {
            return null;
        }
        double seconds = search.follow(goingOn, from, to, now).totalSeconds();
        return Rerouting.isWorthIt(seconds, fastest.totalSeconds()) ? fastest.edges() : null;
    }

    /** How long the rest of a route takes if no signal helps: its own speed, the queues, the mean wait at red. */
    double secondsWithoutPriority(int[] edges, RoadPosition from, RoadPosition to, long nowMillis) {
        return search.follow(edges, from, to, costs.withoutPriority(nowMillis)).totalSeconds();
    }

    private TravelCosts avoiding(TravelCosts alone, Map<Integer, Integer> taken) {
        return taken.isEmpty() ? alone : new Avoiding(alone, taken);
    }

    /** The signals that missions at least as urgent will cross, with the edge they come from. */
    private static Map<Integer, Integer> signalsOf(Collection<MissionRun> others, MissionRun run) {
        Map<Integer, Integer> taken = new HashMap<>();
        for (MissionRun other : others) {
            if (other.urgency > run.urgency || other.mission.equals(run.mission) || !other.wantsPriority()) {
                continue;
            }
            for (JunctionAhead junction : other.corridor().junctions()) {
                if (junction.last().clearedAtMetres() > other.progress.metres()) {
                    taken.put(
                            junction.signal(),
                            other.corridor().edge(junction.first().edgeOnRoute()));
                }
            }
        }
        return taken;
    }

    void flow(int edge, FlowReading reading) {
        costs.observe(edge, reading.observedAtMillis(), reading.queuedVehicles(), reading.meanSpeedMetresPerSecond());
        int[] lanes = reading.laneQueuedVehicles();
        int known = Math.min(lanes.length, roads.edges().laneCount(edge));
        for (int lane = 0; lane < known; lane++) {
            costs.observeLane(roads.edges().firstLane(edge) + lane, reading.observedAtMillis(), lanes[lane]);
        }
    }

    void signalWorks(int signal, boolean works) {
        costs.setOutOfOrder(signal, !works);
    }

    /** The same costs, and more for a signal that another ambulance needs from another side. */
    private final class Avoiding implements TravelCosts {
        private final TravelCosts alone;
        private final Map<Integer, Integer> taken;

        Avoiding(TravelCosts alone, Map<Integer, Integer> taken) {
            this.alone = alone;
            this.taken = taken;
        }

        @Override
        public double edgeSeconds(int edge, double aheadSeconds) {
            return alone.edgeSeconds(edge, aheadSeconds);
        }

        @Override
        public double turnSeconds(int turn, double aheadSeconds) {
            int signal = roads.turns().signal(turn);
            Integer from = signal == Turns.UNCONTROLLED ? null : taken.get(signal);
            boolean crosses = from != null && from != roads.turns().fromEdge(turn);
            return alone.turnSeconds(turn, aheadSeconds) + (crosses ? CROSSING_ANOTHER_SECONDS : 0);
        }
    }
}
