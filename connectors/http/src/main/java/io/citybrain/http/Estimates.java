package io.citybrain.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citybrain.city.greenwave.RoadPlace;
import io.citybrain.city.greenwave.TripEstimator;
import io.citybrain.city.roads.Lanes;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.http.view.CityView;
import io.citybrain.http.view.Documents;
import io.citybrain.http.view.Whereabouts;
import java.util.List;

/** What trips would take, by the traffic as it is heard. One at a time. */
final class Estimates {
    private final RoadNetwork roads;
    private final TripEstimator estimator;
    private final Whereabouts whereabouts;

    /** Without a network, which is null then, nothing is estimated. */
    Estimates(RoadNetwork roads) {
        this.roads = roads;
        this.estimator = roads == null ? null : new TripEstimator(roads);
        this.whereabouts = new Whereabouts(roads);
    }

    boolean knows(String edge) {
        return roads != null && roads.edges().find(edge) >= 0;
    }

    ObjectNode toJson(RoadPlace origin, RoadPlace destination, CityView view) {
        if (estimator == null) {
            throw Problem.of(409, "no-network", "the door has no road network: start it with --network");
        }
        TripEstimator.Estimate estimate = estimate(origin, destination, view);
        ObjectNode json = Documents.MAPPER.createObjectNode();
        ArrayNode route = json.putArray("route");
        estimate.route().forEach(route::add);
        writeLine(json.putArray("line"), estimate.route());
        json.put("metres", Math.round(estimate.metres()));
        json.put("secondsWithPriority", Math.round(estimate.secondsWithPriority()));
        json.put("secondsWithoutPriority", Math.round(estimate.secondsWithoutPriority()));
        if (estimate.problem() != null) {
            json.put("reason", estimate.problem());
        }
        return json;
    }

    private synchronized TripEstimator.Estimate estimate(RoadPlace origin, RoadPlace destination, CityView view) {
        view.forEachFlow(estimator::flow);
        return estimator.estimate(origin, destination, view.cityMillis());
    }

    private void writeLine(ArrayNode line, List<String> route) {
        Lanes lanes = roads.lanes();
        for (String id : route) {
            int lane = roads.edges().firstLane(roads.edges().get(id));
            for (int point = 0; point < lanes.pointCount(lane); point++) {
                double[] at = whereabouts.toMap(lanes.x(lane, point), lanes.y(lane, point));
                line.addArray().add(Math.round(at[0] * 1e6) / 1e6).add(Math.round(at[1] * 1e6) / 1e6);
            }
        }
    }
}
