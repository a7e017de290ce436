package io.citybrain.city.roads;

import java.util.Arrays;

/**
 * Finds the fastest way: A* over edges, so that turns cost, with costs that depend on when one is there (Dreyfus, An
 * appraisal of some shortest-path algorithms, 1969) and {@link Landmarks} as the bound. To be used again and again by
 * one thread: a search allocates its result only.
 */
public final class RouteSearch {

    private final RoadNetwork network;
    private final Landmarks landmarks;
    private final VehicleClass vehicle;
    private final EdgeQueue queue = new EdgeQueue();

    /** Row of the destination, one past the edges: the edge itself may be driven to its end too. */
    private final int goal;

    /** For each row: the search that saw it last, negative once it is done, and the turn that it came by. */
    private final int[] seen;

    /** For each row: when its stop line is reached, and what it takes at least from there. */
    private final double[] seconds;

    private int search;
    private int settled;

    private TravelCosts costs;
    private RoadPosition to;
    private double shareOfLast;
    private double restOfLastSeconds;

    public RouteSearch(Landmarks landmarks) {
        this.landmarks = landmarks;
        this.network = landmarks.network();
        this.vehicle = landmarks.freeFlow().vehicle();
        goal = network.edges().count();
        seen = new int[2 * (goal + 1)];
        seconds = new double[2 * (goal + 1)];
    }

    /** The fastest way, or null if there is none. A closed edge under the vehicle does not keep it from leaving. */
    public Route find(RoadPosition from, RoadPosition destination, TravelCosts travelCosts) {
        begin(destination, travelCosts);
        double restOfFirst = 1 - share(from);
        double onFirst = secondsOnFirst(from.edge());
        if (from.edge() == to.edge() && from.metres() <= to.metres()) {
            double total = onFirst * (restOfFirst - (1 - shareOfLast));
            return new Route(from, to, new int[] {from.edge()}, new int[0], new double[1], total);
        }
        reach(from.edge(), onFirst * restOfFirst, -1);
        while (!queue.isEmpty()) {
            int edge = queue.remove();
            if (edge == goal) {
                return route(from);
            }
            if (seen[2 * edge] == search) {
                seen[2 * edge] = -search;
                settled++;
                relax(edge);
            }
        }
        return null;
    }

    /** How many edges the last search went through. */
    int settled() {
        return settled;
    }

    private void begin(RoadPosition destination, TravelCosts travelCosts) {
        costs = travelCosts;
        settled = 0;
        to = destination;
        shareOfLast = share(destination);
        restOfLastSeconds = landmarks.freeFlow().edgeSeconds(to.edge()) * (1 - shareOfLast);
        queue.clear();
        if (++search == Integer.MAX_VALUE) {
            search = 1;
            Arrays.fill(seen, 0);
        }
    }

    /** How much of its edge lies before a position. */
    private double share(RoadPosition position) {
        double share = position.metres() / network.edges().lengthMetres(position.edge());
        return Math.max(0, Math.min(1, share));
    }

    private double secondsOnFirst(int edge) {
        double onFirst = costs.edgeSeconds(edge, 0);
        return onFirst < Double.POSITIVE_INFINITY
                ? onFirst
                : landmarks.freeFlow().edgeSeconds(edge);
    }

    private void relax(int edge) {
        Turns turns = network.turns();
        double atStopLine = seconds[2 * edge];
        for (int turn = turns.firstFrom(edge); turn < turns.endFrom(edge); turn++) {
            int next = turns.toEdge(turn);
            boolean isDone = seen[2 * next] == -search;
            if ((isDone && next != to.edge()) || !turns.allows(turn, vehicle)) {
                continue;
            }
            double entry = atStopLine + costs.turnSeconds(turn, atStopLine);
            double onNext = edgeSeconds(next, entry);
            if (next == to.edge() && onNext < Double.POSITIVE_INFINITY) {
                reach(goal, entry + onNext * shareOfLast, turn);
            }
            if (!isDone) {
                reach(next, entry + onNext, turn);
            }
        }
    }

    private double edgeSeconds(int edge, double entry) {
        return entry < Double.POSITIVE_INFINITY ? costs.edgeSeconds(edge, entry) : Double.POSITIVE_INFINITY;
    }

    private void reach(int row, double at, int turn) {
        if (seen[2 * row] != search) {
            seen[2 * row] = search;
            seconds[2 * row] = Double.POSITIVE_INFINITY;
            seconds[2 * row + 1] =
                    row == goal ? 0 : Math.max(0, landmarks.atLeastSeconds(row, to.edge()) - restOfLastSeconds);
        }
        if (at < seconds[2 * row]) {
            seconds[2 * row] = at;
            seen[2 * row + 1] = turn;
            double bound = seconds[2 * row + 1];
            if (bound < Double.POSITIVE_INFINITY) {
                queue.add(row, at + bound);
            }
        }
    }

    private Route route(RoadPosition from) {
        Turns all = network.turns();
        int count = 0;
        for (int row = goal; seen[2 * row + 1] >= 0; row = all.fromEdge(seen[2 * row + 1])) {
            count++;
        }
        int[] edges = new int[count + 1];
        int[] turns = new int[count];
        int row = goal;
        for (int i = count; i > 0; i--) {
            turns[i - 1] = seen[2 * row + 1];
            edges[i] = all.toEdge(seen[2 * row + 1]);
            row = all.fromEdge(seen[2 * row + 1]);
        }
        edges[0] = from.edge();
        double[] entries = new double[count + 1];
        for (int i = 1; i <= count; i++) {
            double atStopLine = seconds[2 * edges[i - 1]];
            entries[i] = atStopLine + costs.turnSeconds(turns[i - 1], atStopLine);
        }
        return new Route(from, to, edges, turns, entries, seconds[2 * goal]);
    }

    /**
     * The times along a given way, with the fastest turn between each two edges.
     *
     * @param edges from the edge of the start to that of the destination
     * @return an open route, or one that is not {@link Route#isOpen open} if an edge is closed or does not follow
     */
    public Route follow(int[] edges, RoadPosition from, RoadPosition destination, TravelCosts travelCosts) {
        begin(destination, travelCosts);
        int[] turns = new int[edges.length - 1];
        double[] entries = new double[edges.length];
        double onFirst = secondsOnFirst(edges[0]);
        if (edges.length == 1) {
            double share = Math.max(0, shareOfLast - share(from));
            return new Route(from, to, edges.clone(), turns, entries, onFirst * share);
        }
        double atStopLine = onFirst * (1 - share(from));
        double onEdge = 0;
        for (int i = 0; i < turns.length; i++) {
            turns[i] = atStopLine < Double.POSITIVE_INFINITY ? fastestTurn(edges[i], edges[i + 1], atStopLine) : -1;
            entries[i + 1] =
                    turns[i] < 0 ? Double.POSITIVE_INFINITY : atStopLine + costs.turnSeconds(turns[i], atStopLine);
            onEdge = edgeSeconds(edges[i + 1], entries[i + 1]);
            atStopLine = entries[i + 1] + onEdge;
        }
        double total = onEdge < Double.POSITIVE_INFINITY
                ? entries[turns.length] + onEdge * shareOfLast
                : Double.POSITIVE_INFINITY;
        return new Route(from, to, edges.clone(), turns, entries, total);
    }

    private int fastestTurn(int from, int next, double atStopLine) {
        Turns turns = network.turns();
        int fastest = -1;
        for (int turn = turns.firstFrom(from); turn < turns.endFrom(from); turn++) {
            if (turns.toEdge(turn) == next
                    && turns.allows(turn, vehicle)
                    && (fastest < 0 || costs.turnSeconds(turn, atStopLine) < costs.turnSeconds(fastest, atStopLine))) {
                fastest = turn;
            }
        }
        return fastest;
    }
}
