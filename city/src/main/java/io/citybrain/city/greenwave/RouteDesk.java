package io.citybrain.city.greenwave;

import io.citybrain.city.roads.Projection;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.RoadPosition;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Chooses the route of a mission at its dispatch, and again if the ambulance leaves it. */
final class RouteDesk {
    /** A house stands at most so far from its road. */
    static final double DOOR_TO_ROAD_METRES = 200;

    private final RoadNetwork roads;
    private final NearestRoad nearest;
    private final RouteFinder finder;

    RouteDesk(RoadNetwork roads) {
        this.roads = roads;
        this.nearest = new NearestRoad(roads);
        this.finder = new RouteFinder(roads);
    }

    /** Finds the route; a problem in words if there is none, else null. */
    String dispatch(MissionRun run, MissionRequest request, Collection<MissionRun> others, long nowMillis) {
        return request.route().isEmpty()
                ? choose(run, request, others, nowMillis)
                : take(run, request.route(), request.origin(), request.destination());
    }

    private String take(MissionRun run, List<String> route, RoadPlace origin, RoadPlace destination) {
        int[] edges = new int[route.size()];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = roads.edges().find(route.get(i));
            if (edges[i] < 0) {
                return "the road network has no edge " + route.get(i) + " (route) / 路网中无此路段";
            }
        }
        int gap = Corridor.findGap(roads, edges);
        if (gap >= 0) {
            return "no turn from " + route.get(gap) + " to " + route.get(gap + 1) + " (route) / 路线不连通";
        }
        int last = edges[edges.length - 1];
        drive(run, edges, true, metresOn(edges[0], origin, 0), metresOn(last, destination, Double.MAX_VALUE));
        return null;
    }

    private String choose(MissionRun run, MissionRequest request, Collection<MissionRun> others, long nowMillis) {
        RoadPosition from = locate(request.origin(), 0);
        if (from == null) {
            return "no road at the origin " + request.origin() + " / 起点附近没有道路";
        }
        RoadPosition to = locate(request.destination(), Double.NaN);
        if (to == null) {
            return "no road at the destination " + request.destination() + " / 终点附近没有道路";
        }
        int[] edges = finder.find(run, from, to, others, nowMillis);
        if (edges == null) {
            return "no way from " + request.origin() + " to " + request.destination() + " / 无可行路线";
        }
        drive(run, edges, false, from.metres(), to.metres());
        return null;
    }

    /** The ambulance has left its route. False if there is no way from where it is. */
    boolean replan(MissionRun run, RoadPosition from, Collection<MissionRun> others, long nowMillis) {
        Corridor old = run.corridor();
        RoadPosition to = RoadPosition.on(old.edge(old.size() - 1), run.destinationMetres());
        int[] edges = finder.find(run, from, to, others, nowMillis);
        if (edges == null) {
            return false;
        }
        drive(run, edges, false, from.metres(), to.metres());
        return true;
    }

    /** Another way from an edge of the route on, if it is clearly faster. False if it goes on as it was. */
    boolean detour(MissionRun run, int turnOff, RoadPosition from, Collection<MissionRun> others, long nowMillis) {
        Corridor old = run.corridor();
        int here = run.progress.edgeOnRoute();
        int[] rest = Arrays.copyOfRange(old.edges(), turnOff, old.size());
        RoadPosition to = RoadPosition.on(old.edge(old.size() - 1), run.destinationMetres());
        int[] faster = finder.findFaster(run, rest, from, to, others, nowMillis);
        if (faster == null) {
            return false;
        }
        int[] edges = Arrays.copyOfRange(old.edges(), here, turnOff + faster.length);
        System.arraycopy(faster, 0, edges, turnOff - here, faster.length);
        drive(run, edges, false, run.progress.metresOnEdge(), run.destinationMetres());
        return true;
    }

    private RoadPosition locate(RoadPlace place, double otherwiseMetres) {
        if (place.edge() == null) {
            if (!roads.projection().isOnEarth()) {
                return null;
            }
            Projection.Point point = roads.projection().toMetres(place.longitude(), place.latitude());
            return nearest.find(point.x(), point.y(), DOOR_TO_ROAD_METRES);
        }
        int edge = roads.edges().find(place.edge());
        if (edge < 0) {
            return null;
        }
        double length = roads.edges().lengthMetres(edge);
        double otherwise = Double.isNaN(otherwiseMetres) ? length : otherwiseMetres;
        return RoadPosition.on(edge, Math.min(length, metresOr(place, otherwise)));
    }

    /** Where a place is on that edge, never beyond its end. */
    private double metresOn(int edge, RoadPlace place, double otherwise) {
        boolean isThere = place != null && roads.edges().id(edge).equals(place.edge());
        return Math.min(roads.edges().lengthMetres(edge), isThere ? metresOr(place, otherwise) : otherwise);
    }

    private static double metresOr(RoadPlace place, double otherwise) {
        return place == null || Double.isNaN(place.positionMetres()) ? otherwise : place.positionMetres();
    }

    private void drive(MissionRun run, int[] edges, boolean given, double fromMetres, double toMetres) {
        String[] ids = new String[edges.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = roads.edges().id(edges[i]);
        }
        Corridor corridor = Corridor.along(roads, edges);
        run.drive(corridor, ids, given, toMetres);
        run.progress.startAt(corridor, fromMetres);
    }

    /** When it would be there without priority, at its start. */
    long expectedWithoutPriority(MissionRun run, long nowMillis) {
        expect(run, nowMillis);
        return run.schedule.arrivalWithoutPriorityAt();
    }

    /** When it would be there without priority from now on. */
    void expect(MissionRun run, long nowMillis) {
        Corridor corridor = run.corridor();
        int here = run.progress.edgeOnRoute();
        int[] ahead = Arrays.copyOfRange(corridor.edges(), here, corridor.size());
        RoadPosition from = RoadPosition.on(corridor.edge(here), run.progress.metresOnEdge());
        RoadPosition to = RoadPosition.on(corridor.edge(corridor.size() - 1), run.destinationMetres());
        double seconds = finder.secondsWithoutPriority(ahead, from, to, nowMillis);
        boolean isOpen = seconds < Double.POSITIVE_INFINITY;
        run.schedule.arrivalWithoutPriority(isOpen ? nowMillis + (long) (seconds * 1000) : 0);
    }

    void flow(int edge, FlowReading reading) {
        finder.flow(edge, reading);
    }

    /** A signal that is faulty or does not answer costs more. */
    void signalWorks(int signal, boolean works) {
        finder.signalWorks(signal, works);
    }

    /** After a restart: the same route, if the network still has it; else from where it was. */
    void resume(MissionRun run) {
        String[] ids = run.route();
        int[] edges = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            edges[i] = roads.edges().find(ids[i]);
            if (edges[i] < 0) {
                return;
            }
        }
        if (edges.length > 0 && Corridor.findGap(roads, edges) < 0) {
            Corridor corridor = Corridor.along(roads, edges);
            run.resume(corridor);
            run.progress.resume(corridor);
        }
    }
}
