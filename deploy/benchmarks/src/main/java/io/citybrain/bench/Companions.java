package io.citybrain.bench;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.Turns;
import io.citybrain.city.roads.VehicleClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Other ambulances that are called at the same second: the trips that cross the judged one's way at most signals. */
final class Companions {
    private Companions() {}

    /** The trips that cross a trip most, the worst first; fewer than asked for if fewer cross it at all. */
    static List<Trip> crossing(RoadNetwork roads, List<Trip> trips, Trip judged, int most) {
        Map<Trip, Integer> crossings = new HashMap<>();
        for (Trip other : trips) {
            int count = crossings(roads, judged, other);
            if (count > 0 && !other.equals(judged)) {
                crossings.put(other, count);
            }
        }
        List<Trip> worstFirst = new ArrayList<>(trips);
        worstFirst.retainAll(crossings.keySet());
        worstFirst.sort(Comparator.comparing(trip -> -crossings.get(trip)));
        return worstFirst.stream()
                .limit(most)
                .map(trip -> new Trip(trip.route(), judged.requestSeconds()))
                .toList();
    }

    /** Signals that both pass, coming from different edges. */
    private static int crossings(RoadNetwork roads, Trip one, Trip other) {
        Map<Integer, Integer> from = signals(roads, one);
        int count = 0;
        for (Map.Entry<Integer, Integer> signal : signals(roads, other).entrySet()) {
            Integer edge = from.get(signal.getKey());
            count += edge != null && !edge.equals(signal.getValue()) ? 1 : 0;
        }
        return count;
    }

    /** The signals of a trip, each with the edge that it is reached by. */
    private static Map<Integer, Integer> signals(RoadNetwork roads, Trip trip) {
        Map<Integer, Integer> signals = new HashMap<>();
        for (int i = 0; i + 1 < trip.route().size(); i++) {
            int edge = roads.edges().get(trip.route().get(i));
            int next = roads.edges().get(trip.route().get(i + 1));
            int turn = roads.turns().find(edge, next, VehicleClass.EMERGENCY);
            if (turn >= 0 && roads.turns().signal(turn) != Turns.UNCONTROLLED) {
                signals.put(roads.turns().signal(turn), edge);
            }
        }
        return signals;
    }
}
