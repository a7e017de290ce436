package io.citybrain.city.greenwave;

import io.citybrain.city.roads.GpsFix;
import io.citybrain.city.roads.MapMatcher;
import io.citybrain.city.roads.Match;
import io.citybrain.city.roads.Projection;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.VehicleClass;

/** Positions of ambulances: how far along its route, has it arrived, has it left the route. */
final class PositionDesk {
    private static final double ARRIVED_WITHIN_METRES = 10;
    private static final double STANDS_BELOW_METRES_PER_SECOND = 0.5;
    /** One position beside the route may be noise; so many in a row are not. */
    private static final int LEFT_THE_ROUTE_FIXES = 2;

    private static final int LEFT_THE_ROUTE_NOISY_FIXES = 4;

    private final RoadNetwork roads;
    private final MapMatcher matcher;
    private final MissionDesk missions;
    private final RouteDesk routes;

    PositionDesk(RoadNetwork roads, MissionDesk missions, RouteDesk routes) {
        this.roads = roads;
        this.matcher = new MapMatcher(roads, VehicleClass.EMERGENCY);
        this.missions = missions;
        this.routes = routes;
    }

    void position(AmbulancePosition position, long nowMillis) {
        MissionRun run = missions.findByAmbulance(position.ambulance());
        if (run == null || run.corridor() == null || run.is(MissionStatus.REQUESTED)) {
            return;
        }
        if (!position.isPossible() || position.observedAtMillis() <= run.progress.lastPositionAtMillis()) {
            return;
        }
        boolean exact = position.edge() != null;
        Match match = exact
                ? matcher.find(position.edge(), position.lane(), position.positionMetres())
                : locate(run, position);
        if (match == null) {
            return; // on no road: as good as silent, or a broken receiver would hold a signal for ever
        }
        missions.seen(run, nowMillis);
        double along = along(run.corridor(), run.progress.edgeOnRoute(), match);
        if (!Double.isNaN(along)) {
            advance(run, along, position, exact, nowMillis);
        } else {
            stray(run, position, match, exact, nowMillis);
        }
    }

    /** The road of a noisy point; null if there is none near. */
    private Match locate(MissionRun run, AmbulancePosition position) {
        double x = position.x();
        double y = position.y();
        if (Double.isNaN(x)) {
            if (!roads.projection().isOnEarth()) {
                return null;
            }
            Projection.Point point = roads.projection().toMetres(position.longitude(), position.latitude());
            x = point.x();
            y = point.y();
        }
        if (run.track == null) {
            run.track = matcher.track();
        }
        return run.track.locate(
                new GpsFix(
                        position.observedAtMillis(), x, y, position.speedMetresPerSecond(), position.headingDegrees()),
                run.corridor().edges());
    }

    /** How far along the route that is; NaN if it is beside it. */
    private double along(Corridor corridor, int edgeOnRoute, Match match) {
        int onRoute = corridor.find(match.position().edge(), edgeOnRoute);
        if (onRoute < 0
                && edgeOnRoute > 0
                && corridor.edge(edgeOnRoute - 1) == match.position().edge()) {
            onRoute = edgeOnRoute - 1; // noise at a junction
        }
        if (onRoute < 0) {
            return Double.NaN;
        }
        if (match.turn() == Match.ON_EDGE) {
            return corridor.startMetres(onRoute) + match.position().metres();
        }
        boolean isOurTurn = onRoute + 1 < corridor.size()
                && corridor.edge(onRoute + 1) == roads.turns().toEdge(match.turn());
        if (!isOurTurn) {
            return Double.NaN;
        }
        double line = corridor.startMetres(onRoute) + match.position().metres();
        return Math.min(line + match.insideMetres(), Math.nextDown(corridor.startMetres(onRoute + 1)));
    }

    private void advance(MissionRun run, double along, AmbulancePosition position, boolean exact, long nowMillis) {
        run.progress.advance(
                run.corridor(), along, position.speedMetresPerSecond(), position.observedAtMillis(), exact);
        if (hasArrived(run, exact)) {
            missions.arrive(run, position.observedAtMillis(), nowMillis);
        }
    }

    private void stray(MissionRun run, AmbulancePosition position, Match match, boolean exact, long nowMillis) {
        run.progress.stray(position.observedAtMillis(), position.speedMetresPerSecond());
        boolean wasOnLastEdge = run.progress.edgeOnRoute() == run.corridor().size() - 1;
        int enough = exact ? (wasOnLastEdge ? 1 : LEFT_THE_ROUTE_FIXES) : LEFT_THE_ROUTE_NOISY_FIXES;
        if (wasOnLastEdge && run.progress.leftRouteFixes() >= enough) {
            missions.arrive(run, position.observedAtMillis(), nowMillis);
        } else if (match.turn() == Match.ON_EDGE && run.progress.leftRouteFixes() >= enough) {
            routes.replan(run, match.position(), missions.all(), nowMillis);
        }
    }

    private static boolean hasArrived(MissionRun run, boolean exact) {
        double within = exact ? ARRIVED_WITHIN_METRES : ARRIVED_WITHIN_METRES + Progress.NOISY_MARGIN_METRES;
        return run.progress.speedMetresPerSecond() < STANDS_BELOW_METRES_PER_SECOND
                && Math.abs(run.endMetres() - run.progress.metres()) <= within;
    }
}
