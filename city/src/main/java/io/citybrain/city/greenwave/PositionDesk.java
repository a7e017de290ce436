package io.citybrain.city.greenwave;

import io.citybrain.city.roads.InsideLanes;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.RoadPosition;

/** Positions of ambulances: how far along its route, has it arrived, has it left the route. */
final class PositionDesk {
    private static final double ARRIVED_WITHIN_METRES = 10;
    private static final double STANDS_BELOW_METRES_PER_SECOND = 0.5;
    /** One position beside the route may be noise; so many in a row are not. */
    private static final int LEFT_THE_ROUTE_FIXES = 2;

    private final RoadNetwork roads;
    private final MissionDesk missions;
    private final RouteDesk routes;

    PositionDesk(RoadNetwork roads, MissionDesk missions, RouteDesk routes) {
        this.roads = roads;
        this.missions = missions;
        this.routes = routes;
    }

    void position(AmbulancePosition position, long nowMillis) {
        MissionRun run = missions.findByAmbulance(position.ambulance());
        if (run == null || run.corridor() == null || run.is(MissionStatus.REQUESTED)) {
            return;
        }
        if (position.observedAtMillis() <= run.progress.lastPositionAtMillis()) {
            return;
        }
        if (position.edge() != null) {
            onEdge(run, position, nowMillis);
        }
    }

    private void onEdge(MissionRun run, AmbulancePosition position, long nowMillis) {
        Corridor corridor = run.corridor();
        double along = InsideLanes.isInside(position.edge()) ? alongInside(run, position) : alongRoad(run, position);
        if (!Double.isNaN(along)) {
            missions.seen(run, nowMillis);
            run.progress.advance(corridor, along, position.speedMetresPerSecond(), position.observedAtMillis(), true);
            if (hasArrived(run, position.speedMetresPerSecond())) {
                missions.arrive(run, position.observedAtMillis(), nowMillis);
            }
            return;
        }
        boolean leftItsLastEdge = run.progress.edgeOnRoute() == corridor.size() - 1;
        missions.seen(run, nowMillis);
        if (leftItsLastEdge) {
            missions.arrive(run, position.observedAtMillis(), nowMillis);
            return;
        }
        run.progress.stray(position.observedAtMillis(), position.speedMetresPerSecond());
        int edge = roads.edges().find(position.edge());
        if (edge >= 0 && run.progress.leftRouteFixes() >= LEFT_THE_ROUTE_FIXES) {
            routes.replan(run, RoadPosition.on(edge, position.positionMetres()), nowMillis);
        }
    }

    private double alongRoad(MissionRun run, AmbulancePosition position) {
        int edge = roads.edges().find(position.edge());
        int onRoute = edge < 0 ? -1 : run.corridor().find(edge, run.progress.edgeOnRoute());
        return onRoute < 0 ? Double.NaN : run.corridor().startMetres(onRoute) + position.positionMetres();
    }

    private double alongInside(MissionRun run, AmbulancePosition position) {
        int row = roads.inside().find(position.edge(), position.lane());
        if (row < 0) {
            return Double.NaN;
        }
        Corridor corridor = run.corridor();
        int turn = roads.inside().turn(row);
        int onRoute = corridor.find(roads.turns().fromEdge(turn), run.progress.edgeOnRoute());
        boolean isOurTurn = onRoute >= 0
                && onRoute + 1 < corridor.size()
                && corridor.edge(onRoute + 1) == roads.turns().toEdge(turn);
        if (!isOurTurn) {
            return Double.NaN;
        }
        double line = corridor.startMetres(onRoute) + roads.edges().lengthMetres(corridor.edge(onRoute));
        double inside = roads.inside().startMetres(row) + Math.max(0, position.positionMetres());
        return Math.min(line + inside, Math.nextDown(corridor.startMetres(onRoute + 1)));
    }

    private static boolean hasArrived(MissionRun run, double speed) {
        return speed < STANDS_BELOW_METRES_PER_SECOND
                && Math.abs(run.endMetres() - run.progress.metres()) <= ARRIVED_WITHIN_METRES;
    }
}
