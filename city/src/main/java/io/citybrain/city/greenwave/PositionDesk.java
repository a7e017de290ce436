package io.citybrain.city.greenwave;

import io.citybrain.city.roads.InsideLanes;
import io.citybrain.city.roads.Projection;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.RoadPosition;
import java.util.function.Supplier;

/** Positions of ambulances: how far along its route, has it arrived, has it left the route. */
final class PositionDesk {
    private static final double ARRIVED_WITHIN_METRES = 10;
    /** How far ahead of where it is expected an ambulance is looked for. */
    private static final double LOOK_AHEAD_METRES = 150;
    /** A metre beside the road is as unlikely as so many before or behind the expected place. */
    private static final double SURPRISE = 5;

    private static final double STANDS_BELOW_METRES_PER_SECOND = 0.5;
    /** One position beside the route may be noise; so many in a row are not. */
    private static final int LEFT_THE_ROUTE_FIXES = 2;

    private final RoadNetwork roads;
    private final MissionDesk missions;
    private final RouteDesk routes;
    private final NearestRoad nearest;

    PositionDesk(RoadNetwork roads, MissionDesk missions, RouteDesk routes) {
        this.roads = roads;
        this.missions = missions;
        this.routes = routes;
        this.nearest = new NearestRoad(roads);
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
            return;
        }
        if (!Double.isNaN(position.x())) {
            nearRoad(run, position, new Projection.Point(position.x(), position.y()), nowMillis);
        } else if (roads.projection().isOnEarth()) {
            nearRoad(run, position, roads.projection().toMetres(position.longitude(), position.latitude()), nowMillis);
        }
    }

    /** A noisy point: on the route if that is near, and where it is expected rather than where the route comes again. */
    private void nearRoad(MissionRun run, AmbulancePosition position, Projection.Point point, long nowMillis) {
        missions.seen(run, nowMillis);
        double along = alongNear(run, point, position.observedAtMillis());
        if (!Double.isNaN(along)) {
            advance(run, along, position, false, nowMillis);
            return;
        }
        stray(
                run,
                position,
                nowMillis,
                () -> nearest.find(point.x(), point.y(), position.headingDegrees(), NearestRoad.REACH_METRES));
    }

    private double alongNear(MissionRun run, Projection.Point point, long atMillis) {
        Corridor corridor = run.corridor();
        double expected = run.progress.metresAt(atMillis);
        double best = Double.POSITIVE_INFINITY;
        double along = Double.NaN;
        for (int i = Math.max(0, run.progress.edgeOnRoute() - 1); i < corridor.size(); i++) {
            double start = corridor.startMetres(i);
            if (start > expected + LOOK_AHEAD_METRES) {
                break;
            }
            nearest.look(corridor.edge(i), point.x(), point.y());
            double off = nearest.distance();
            double surprise = (start + nearest.metres() - expected) / SURPRISE;
            if (off <= NearestRoad.REACH_METRES && Math.hypot(off, surprise) < best) {
                best = Math.hypot(off, surprise);
                along = start + nearest.metres();
            }
        }
        return along;
    }

    private void advance(MissionRun run, double along, AmbulancePosition position, boolean exact, long nowMillis) {
        run.progress.advance(
                run.corridor(), along, position.speedMetresPerSecond(), position.observedAtMillis(), exact);
        if (hasArrived(run, position.speedMetresPerSecond(), exact)) {
            missions.arrive(run, position.observedAtMillis(), nowMillis);
        }
    }

    private void stray(MissionRun run, AmbulancePosition position, long nowMillis, Supplier<RoadPosition> whereItIs) {
        run.progress.stray(position.observedAtMillis(), position.speedMetresPerSecond());
        if (run.progress.leftRouteFixes() >= LEFT_THE_ROUTE_FIXES) {
            RoadPosition place = whereItIs.get();
            if (place != null) {
                routes.replan(run, place, missions.all(), nowMillis);
            }
        }
    }

    private void onEdge(MissionRun run, AmbulancePosition position, long nowMillis) {
        Corridor corridor = run.corridor();
        double along = InsideLanes.isInside(position.edge()) ? alongInside(run, position) : alongRoad(run, position);
        missions.seen(run, nowMillis);
        if (!Double.isNaN(along)) {
            advance(run, along, position, true, nowMillis);
        } else if (run.progress.edgeOnRoute() == corridor.size() - 1) {
            missions.arrive(run, position.observedAtMillis(), nowMillis);
        } else {
            stray(run, position, nowMillis, () -> {
                int edge = roads.edges().find(position.edge());
                return edge < 0 ? null : RoadPosition.on(edge, position.positionMetres());
            });
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

    private static boolean hasArrived(MissionRun run, double speed, boolean exact) {
        double within = exact ? ARRIVED_WITHIN_METRES : ARRIVED_WITHIN_METRES + Progress.NOISY_MARGIN_METRES;
        return speed < STANDS_BELOW_METRES_PER_SECOND && Math.abs(run.endMetres() - run.progress.metres()) <= within;
    }
}
