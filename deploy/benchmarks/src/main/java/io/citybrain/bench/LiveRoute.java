package io.citybrain.bench;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.VehicleClass;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntToDoubleFunction;

/** The reference for routes: Dijkstra over the edges' live travel times, as a navigation service has them. */
final class LiveRoute {
    private record Reached(int edge, double seconds) {}

    private LiveRoute() {}

    /** The fastest edges between two; the first edge's own time counts as well, it is the same for all. */
    static List<String> find(RoadNetwork roads, String from, String to, IntToDoubleFunction secondsOfEdge) {
        int edges = roads.edges().count();
        double[] best = new double[edges];
        int[] before = new int[edges];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        Arrays.fill(before, -1);
        int start = roads.edges().get(from);
        int end = roads.edges().get(to);
        PriorityQueue<Reached> open = new PriorityQueue<>((a, b) -> Double.compare(a.seconds(), b.seconds()));
        best[start] = secondsOfEdge.applyAsDouble(start);
        open.add(new Reached(start, best[start]));
        while (!open.isEmpty()) {
            Reached next = open.poll();
            if (next.edge() == end) {
                break;
            }
            if (next.seconds() > best[next.edge()]) {
                continue;
            }
            for (int turn = roads.turns().firstFrom(next.edge());
                    turn < roads.turns().endFrom(next.edge());
                    turn++) {
                int edge = roads.turns().toEdge(turn);
                double seconds = next.seconds() + secondsOfEdge.applyAsDouble(edge);
                if (roads.turns().allows(turn, VehicleClass.PASSENGER) && seconds < best[edge]) {
                    best[edge] = seconds;
                    before[edge] = next.edge();
                    open.add(new Reached(edge, seconds));
                }
            }
        }
        return trace(roads, before, start, end);
    }

    private static List<String> trace(RoadNetwork roads, int[] before, int start, int end) {
        Deque<String> route = new ArrayDeque<>();
        int edge = end;
        while (edge >= 0) {
            route.addFirst(roads.edges().id(edge));
            if (edge == start) {
                return List.copyOf(route);
            }
            edge = before[edge];
        }
        return List.of();
    }
}
