package io.citybrain.city.greenwave;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.Turns;
import io.citybrain.city.roads.VehicleClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** A route as the planner sees it: distances, turns, and the signals on the way. It does not change. */
final class Corridor {
    /** So far behind the destination's edge a queue may begin that reaches back to it. */
    private static final double STREET_GOES_ON_METRES = 150;

    private final int[] edges;
    private final int[] turns;
    private final double[] startMetres;
    private final double lengthMetres;
    private final List<JunctionAhead> junctions;
    private final JunctionAhead atDestination;

    private Corridor(
            int[] edges,
            int[] turns,
            double[] startMetres,
            double lengthMetres,
            List<JunctionAhead> ahead,
            JunctionAhead atDestination) {
        this.edges = edges;
        this.turns = turns;
        this.startMetres = startMetres;
        this.lengthMetres = lengthMetres;
        this.junctions = ahead;
        this.atDestination = atDestination;
    }

    /** The first place where a route can't be driven, as the index of the edge before it; -1 if it can. */
    static int findGap(RoadNetwork roads, int[] edges) {
        for (int i = 0; i + 1 < edges.length; i++) {
            if (roads.turns().find(edges[i], edges[i + 1], VehicleClass.EMERGENCY) < 0) {
                return i;
            }
        }
        return -1;
    }

    static Corridor along(RoadNetwork roads, int[] edges) {
        int[] turns = new int[Math.max(0, edges.length - 1)];
        double[] starts = new double[edges.length];
        List<StopLine> lines = new ArrayList<>();
        double at = 0;
        for (int i = 0; i < edges.length; i++) {
            starts[i] = at;
            at += roads.edges().lengthMetres(edges[i]);
            if (i + 1 < edges.length) {
                turns[i] = roads.turns().find(edges[i], edges[i + 1], VehicleClass.EMERGENCY);
                double cleared = at + roads.turns().viaMetres(turns[i]);
                addLine(roads, edges, i, at, cleared, lines);
                at = cleared;
            }
        }
        return new Corridor(edges, turns, starts, at, group(roads, lines), signalAtEnd(roads, edges, at));
    }

    /** The signal that the destination's street leads to, which the ambulance will not pass; null if there is none. */
    private static JunctionAhead signalAtEnd(RoadNetwork roads, int[] edges, double endMetres) {
        double at = endMetres;
        int edge = edges[edges.length - 1];
        // Before a junction a street is often one more edge with more lanes.
        for (int next = onlyEdgeAfter(roads, edge); next >= 0; next = onlyEdgeAfter(roads, edge)) {
            at += roads.edges().lengthMetres(next);
            if (at - endMetres > STREET_GOES_ON_METRES) {
                return null;
            }
            edge = next;
        }
        int signal = signalAfter(roads, edge);
        if (signal == Turns.UNCONTROLLED) {
            return null;
        }
        int[] approach = approach(roads, edge, signal);
        int lanes = roads.edges().laneCount(edges[edges.length - 1]);
        StopLine line = new StopLine(edges.length - 1, signal, at, at, approach, approach, lanes);
        return new JunctionAhead(signal, roads.signals().get(signal).id(), List.of(line));
    }

    /** Where everybody goes on to, without a signal; -1 if there is a choice or a signal. */
    private static int onlyEdgeAfter(RoadNetwork roads, int edge) {
        Turns all = roads.turns();
        int next = -1;
        for (int turn = all.firstFrom(edge); turn < all.endFrom(edge); turn++) {
            boolean isOther = next >= 0 && all.toEdge(turn) != next;
            if (all.signal(turn) != Turns.UNCONTROLLED || isOther) {
                return -1;
            }
            next = all.toEdge(turn);
        }
        return next;
    }

    private static int signalAfter(RoadNetwork roads, int edge) {
        Turns all = roads.turns();
        for (int turn = all.firstFrom(edge); turn < all.endFrom(edge); turn++) {
            if (all.signal(turn) != Turns.UNCONTROLLED) {
                return all.signal(turn);
            }
        }
        return Turns.UNCONTROLLED;
    }

    private static int[] approach(RoadNetwork roads, int edge, int signal) {
        Turns all = roads.turns();
        BitSet approach = new BitSet();
        for (int turn = all.firstFrom(edge); turn < all.endFrom(edge); turn++) {
            if (all.signal(turn) == signal) {
                approach.set(all.link(turn));
            }
        }
        return approach.stream().toArray();
    }

    private static void addLine(
            RoadNetwork roads, int[] edges, int i, double at, double cleared, List<StopLine> lines) {
        Turns all = roads.turns();
        BitSet own = new BitSet();
        int signal = Turns.UNCONTROLLED;
        int lanes = 0;
        for (int turn = all.firstFrom(edges[i]); turn < all.endFrom(edges[i]); turn++) {
            if (all.toEdge(turn) == edges[i + 1] && all.allows(turn, VehicleClass.EMERGENCY)) {
                lanes++;
                if (all.signal(turn) != Turns.UNCONTROLLED) {
                    signal = all.signal(turn);
                    own.set(all.link(turn));
                }
            }
        }
        if (signal == Turns.UNCONTROLLED) {
            return;
        }
        lines.add(
                new StopLine(i, signal, at, cleared, own.stream().toArray(), approach(roads, edges[i], signal), lanes));
    }

    private static List<JunctionAhead> group(RoadNetwork roads, List<StopLine> lines) {
        List<JunctionAhead> groups = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= lines.size(); i++) {
            if (i == lines.size() || lines.get(i).signal() != lines.get(from).signal()) {
                int signal = lines.get(from).signal();
                groups.add(new JunctionAhead(
                        signal, roads.signals().get(signal).id(), List.copyOf(lines.subList(from, i))));
                from = i;
            }
        }
        return List.copyOf(groups);
    }

    int size() {
        return edges.length;
    }

    int edge(int onRoute) {
        return edges[onRoute];
    }

    int[] edges() {
        return edges;
    }

    /** The turn out of the edge at that index of the route. */
    int turn(int onRoute) {
        return turns[onRoute];
    }

    /** Where an edge starts, in metres along the route. */
    double startMetres(int onRoute) {
        return startMetres[onRoute];
    }

    double lengthMetres() {
        return lengthMetres;
    }

    List<JunctionAhead> junctions() {
        return junctions;
    }

    /** The signal at the end of the street of the destination, or null: a queue before it may bar the way to the door. */
    JunctionAhead atDestination() {
        return atDestination;
    }

    /** The edge of the route at a distance along it; inside a junction the edge before it. */
    int edgeAt(double metres) {
        int found = Arrays.binarySearch(startMetres, metres);
        return Math.max(0, found >= 0 ? found : -found - 2);
    }

    /** The next occurrence of an edge on the route from an index on, or -1. */
    int find(int edge, int fromIndex) {
        for (int i = Math.max(0, fromIndex); i < edges.length; i++) {
            if (edges[i] == edge) {
                return i;
            }
        }
        return -1;
    }
}
