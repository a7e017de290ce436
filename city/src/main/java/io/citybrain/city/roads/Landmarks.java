package io.citybrain.city.roads;

import java.util.Arrays;

/**
 * Lower bounds of driving times by a few edges far apart, from and to which all times in {@link FreeFlow} are known
 * (Goldberg and Harrelson, Computing the shortest path: A* search meets graph theory, SODA 2005). Unlike the straight
 * line by the highest speed they know rivers, one-way streets and slow quarters, and they are exact about lengths that
 * differ from the drawn ones. Made once for a network; 6 MB for 100,000 edges.
 */
public final class Landmarks {

    private static final int COUNT = 8;

    private final RoadNetwork network;
    private final FreeFlow freeFlow;

    /** From landmark l to the end of edge e, and from there to the end of l: at 2 (e COUNT + l), and one further. */
    private final float[] seconds;

    public Landmarks(RoadNetwork network, FreeFlow freeFlow) {
        this.network = network;
        this.freeFlow = freeFlow;
        int edges = network.edges().count();
        seconds = new float[2 * COUNT * edges];
        float[] nearest = new float[edges];
        Arrays.fill(nearest, Float.POSITIVE_INFINITY);
        int next = firstLandmark();
        for (int landmark = 0; landmark < COUNT; landmark++) {
            float[] from = times(next, true);
            float[] to = times(next, false);
            for (int edge = 0; edge < edges; edge++) {
                seconds[2 * (edge * COUNT + landmark)] = from[edge];
                seconds[2 * (edge * COUNT + landmark) + 1] = to[edge];
                nearest[edge] = Math.min(nearest[edge], from[edge] + to[edge]);
            }
            next = farthest(nearest, next);
        }
    }

    /** The network that these are for. */
    RoadNetwork network() {
        return network;
    }

    FreeFlow freeFlow() {
        return freeFlow;
    }

    /** An edge from which and to which as many others as possible lead: the best of a few spread over the network. */
    private int firstLandmark() {
        int edges = network.edges().count();
        int best = 0;
        int mostReached = -1;
        for (int i = 0; i < COUNT && 2 * mostReached < edges; i++) {
            int edge = (int) ((long) edges * i / COUNT);
            float[] from = times(edge, true);
            float[] to = times(edge, false);
            int reached = 0;
            for (int other = 0; other < edges; other++) {
                reached += from[other] + to[other] < Float.POSITIVE_INFINITY ? 1 : 0;
            }
            if (reached > mostReached) {
                mostReached = reached;
                best = edge;
            }
        }
        return best;
    }

    private static int farthest(float[] nearest, int otherwise) {
        int farthest = otherwise;
        float most = 0;
        for (int edge = 0; edge < nearest.length; edge++) {
            if (nearest[edge] < Float.POSITIVE_INFINITY && nearest[edge] > most) {
                most = nearest[edge];
                farthest = edge;
            }
        }
        return farthest;
    }

    /** Dijkstra from the end of an edge to the ends of all, or backwards from all to it. */
    private float[] times(int source, boolean forward) {
        float[] times = new float[network.edges().count()];
        Arrays.fill(times, Float.POSITIVE_INFINITY);
        times[source] = 0;
        EdgeQueue queue = new EdgeQueue();
        queue.add(source, 0);
        Turns turns = network.turns();
        while (!queue.isEmpty()) {
            double key = queue.lowestKey();
            int edge = queue.remove();
            if (key > times[edge]) {
                continue;
            }
            int count = forward ? turns.endFrom(edge) - turns.firstFrom(edge) : turns.countInto(edge);
            for (int i = 0; i < count; i++) {
                int turn = forward ? turns.firstFrom(edge) + i : turns.into(edge, i);
                int other = forward ? turns.toEdge(turn) : turns.fromEdge(turn);
                float time = (float) (key + freeFlow.turnSeconds(turn) + freeFlow.edgeSeconds(turns.toEdge(turn)));
                if (turns.allows(turn, freeFlow.vehicle()) && time < times[other]) {
                    times[other] = time;
                    queue.add(other, time);
                }
            }
        }
        return times;
    }

    /** Seconds that it takes at least from the end of an edge to the end of another; infinite if there is no way. */
    double atLeastSeconds(int from, int to) {
        double most = 0;
        for (int i = 2 * COUNT * from, j = 2 * COUNT * to; i < 2 * COUNT * (from + 1); i += 2, j += 2) {
            // Where a landmark leads to one of the two only, a difference with infinity tells what it can.
            double after = (double) seconds[j] - seconds[i];
            double before = (double) seconds[i + 1] - seconds[j + 1];
            most = after > most ? after : most;
            most = before > most ? before : most;
        }
        // Sums of floats are a little off; a bound may be lower, never higher.
        return most * (1 - 1e-5);
    }
}
