package io.citybrain.city.greenwave;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.RoadPosition;
import java.util.Collection;

/**
 * Looks whether the way ahead of an ambulance has become blocked since it was chosen: a signal that is faulty or does
 * not answer, a street on which everybody stands. Then another way is taken, from the next junction where it can still
 * turn off, if that is clearly faster. A route that the dispatcher gave is driven as it is.
 */
final class Detours {
    private static final String US = "city-brain";
    /** A search costs milliseconds, and routes that change every few seconds can't be followed. */
    private static final long BETWEEN_LOOKS_MILLIS = 20_000;
    /** What is farther away may have changed before the ambulance is there. */
    private static final double AHEAD_METRES = 1_500;
    /** Before a stop line a lane has been chosen: nearer than this nobody turns off any more. */
    private static final double TURN_OFF_METRES = 60;
    /** On a street that stands vehicles move on now and then. */
    private static final double STANDS_BELOW_METRES_PER_SECOND = 1;

    private final RoadNetwork roads;
    private final StreetState street;
    private final HoldBook holds;
    private final RouteDesk routes;
    private final EscortOutputs outputs;

    Detours(RoadNetwork roads, StreetState street, HoldBook holds, RouteDesk routes, EscortOutputs outputs) {
        this.roads = roads;
        this.street = street;
        this.holds = holds;
        this.routes = routes;
        this.outputs = outputs;
    }

    void look(MissionRun run, Collection<MissionRun> others, long nowMillis) {
        boolean isDue = Math.abs(nowMillis - run.lookedAheadAtMillis) >= BETWEEN_LOOKS_MILLIS;
        if (!isDue || run.routeGiven() || !run.is(MissionStatus.UNDER_WAY)) {
            return;
        }
        run.lookedAheadAtMillis = nowMillis;
        Corridor corridor = run.corridor();
        int turnOff = turnOff(corridor, run.progress);
        String block = findBlock(corridor, turnOff);
        if (block == null) {
            return;
        }
        double metres = Math.max(0, run.progress.metres() - corridor.startMetres(turnOff));
        RoadPosition from = RoadPosition.on(corridor.edge(turnOff), metres);
        if (routes.detour(run, turnOff, from, others, nowMillis)) {
            outputs.event(new EscortEvent(nowMillis, run.mission, null, "re-routed", US, block, 0));
        }
    }

    /** The edge of the route at whose end another way can begin. */
    private int turnOff(Corridor corridor, Progress progress) {
        int here = progress.edgeOnRoute();
        double rest = roads.edges().lengthMetres(corridor.edge(here)) - progress.metresOnEdge();
        return rest >= TURN_OFF_METRES ? here : Math.min(here + 1, corridor.size() - 1);
    }

    /** What stands in the way behind that edge, in words; null if nothing does. */
    private String findBlock(Corridor corridor, int turnOff) {
        double until = corridor.startMetres(turnOff) + AHEAD_METRES;
        for (int i = turnOff + 1; i < corridor.size() && corridor.startMetres(i) < until; i++) {
            int edge = corridor.edge(i);
            if (street.isSaturated(edge) && street.meanSpeed(edge) < STANDS_BELOW_METRES_PER_SECOND) {
                return "traffic stands on " + roads.edges().id(edge);
            }
        }
        for (JunctionAhead junction : corridor.junctions()) {
            double at = junction.first().atMetres();
            boolean isAhead = junction.first().edgeOnRoute() > turnOff && at < until;
            if (isAhead && (street.fault(junction.signal()) != null || holds.isShunned(junction.signal()))) {
                return "no priority at signal " + junction.signalId();
            }
        }
        return null;
    }
}
