package io.citybrain.city.greenwave;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.RoadPosition;

/** Routes over the network by live costs. */
final class RouteSearch {
    RouteSearch(RoadNetwork roads, StreetState street, EscortSettings.Lead lead) {}

    int[] find(RoadPosition from, RoadPosition to, long nowMillis) {
        return null;
    }

    RoadPosition locate(double longitude, double latitude) {
        return null;
    }

    void flow(int edge, FlowReading reading) {}
}
