package io.citybrain.city.greenwave;

import io.citybrain.city.roads.FreeFlow;
import io.citybrain.city.roads.Landmarks;
import io.citybrain.city.roads.LinkCosts;
import io.citybrain.city.roads.Projection;
import io.citybrain.city.roads.Rerouting;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.RoadPosition;
import io.citybrain.city.roads.Route;
import io.citybrain.city.roads.RouteSearch;
import java.util.ArrayList;
import java.util.List;

/**
 * What a trip would take, before anybody asks for it: the same roads, costs and choice of the way as at dispatch, without
 * the other missions. For one thread.
 */
public final class TripEstimator {
    private final RoadNetwork roads;
    private final NearestRoad nearest;
    private final FreeFlow freeFlow;
    private final LinkCosts costs;
    private final RouteSearch search;

    /**
     * A trip.
     *
     * @param route edges from where it starts to where it ends; empty if there is no way
     * @param metres how long it is
     * @param secondsWithPriority if all signals help
     * @param secondsWithoutPriority if none does
     * @param problem why there is no way, in words; null if there is one
     */
    public record Estimate(
            List<String> route,
            double metres,
            double secondsWithPriority,
            double secondsWithoutPriority,
            String problem) {
        static Estimate none(String problem) {
            return new Estimate(List.of(), 0, 0, 0, problem);
        }
    }

    public TripEstimator(RoadNetwork roads) {
        this.roads = roads;
        nearest = new NearestRoad(roads);
        freeFlow = FreeFlow.ofAmbulance(roads);
        costs = new LinkCosts(roads, freeFlow);
        search = new RouteSearch(new Landmarks(roads, freeFlow));
    }

    /** How the traffic is on an edge; one that the network does not have is ignored. */
    public void flow(String edge, long observedAtMillis, double queuedVehicles, double meanMetresPerSecond) {
        int known = roads.edges().find(edge);
        if (known >= 0) {
            costs.observe(known, observedAtMillis, queuedVehicles, meanMetresPerSecond);
        }
    }

    /** The trip as it would be now. */
    public Estimate estimate(RoadPlace origin, RoadPlace destination, long nowMillis) {
        RoadPosition from = locate(origin, 0);
        if (from == null) {
            return Estimate.none("no road at the origin " + origin + " / 起点附近没有道路");
        }
        RoadPosition to = locate(destination, Double.NaN);
        if (to == null) {
            return Estimate.none("no road at the destination " + destination + " / 终点附近没有道路");
        }
        Route fastest = search.find(from, to, costs.withPriority(nowMillis));
        if (fastest == null || !fastest.isOpen()) {
            return Estimate.none("no way from " + origin + " to " + destination + " / 无可行路线");
        }
        int[] usual = search.find(from, to, freeFlow).edges();
        double usualSeconds =
                search.follow(usual, from, to, costs.withPriority(nowMillis)).totalSeconds();
        int[] edges = Rerouting.isWorthIt(usualSeconds, fastest.totalSeconds()) ? fastest.edges() : usual;
        Route with = search.follow(edges, from, to, costs.withPriority(nowMillis));
        Route without = search.follow(edges, from, to, costs.withoutPriority(nowMillis));
        List<String> ids = new ArrayList<>();
        for (int edge : edges) {
            ids.add(roads.edges().id(edge));
        }
        return new Estimate(ids, with.lengthMetres(roads), with.totalSeconds(), without.totalSeconds(), null);
    }

    private RoadPosition locate(RoadPlace place, double otherwiseMetres) {
        if (place.edge() == null) {
            if (!roads.projection().isOnEarth()) {
                return null;
            }
            Projection.Point point = roads.projection().toMetres(place.longitude(), place.latitude());
            return nearest.find(point.x(), point.y(), RouteDesk.DOOR_TO_ROAD_METRES);
        }
        int edge = roads.edges().find(place.edge());
        if (edge < 0) {
            return null;
        }
        double length = roads.edges().lengthMetres(edge);
        double otherwise = Double.isNaN(otherwiseMetres) ? length : otherwiseMetres;
        double metres = Double.isNaN(place.positionMetres()) ? otherwise : place.positionMetres();
        return RoadPosition.on(edge, Math.min(length, metres));
    }
}
