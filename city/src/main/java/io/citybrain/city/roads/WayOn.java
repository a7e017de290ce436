package io.citybrain.city.roads;

/** How far it is from the start of one edge to the starts of those that can be reached soon. */
final class WayOn {

    private static final int MOST_EDGES = 64;

    private final RoadNetwork network;
    private final VehicleClass vehicle;
    private final int[] edges = new int[MOST_EDGES];
    private final double[] metres = new double[MOST_EDGES];
    private final boolean[] turnsBack = new boolean[MOST_EDGES];
    private int count;

    WayOn(RoadNetwork network, VehicleClass vehicle) {
        this.network = network;
        this.vehicle = vehicle;
    }

    /** Looks ahead from the start of an edge, as far as edges start within so many metres. */
    void lookFrom(int edge, double withinMetres) {
        count = 0;
        add(edge, 0, false);
        Turns turns = network.turns();
        // Breadth first: with a few edges around a junction, the shortest way is nearly always one with fewest edges.
        for (int i = 0; i < count; i++) {
            for (int turn = turns.firstFrom(edges[i]); turn < turns.endFrom(edges[i]); turn++) {
                double at = metres[i] + network.edges().lengthMetres(edges[i]) + turns.viaMetres(turn);
                if (at <= withinMetres && turns.allows(turn, vehicle)) {
                    add(turns.toEdge(turn), at, turnsBack[i] || turns.direction(turn) == 't');
                }
            }
        }
    }

    private void add(int edge, double at, boolean back) {
        if (count < MOST_EDGES && find(edge) < 0) {
            edges[count] = edge;
            metres[count] = at;
            turnsBack[count++] = back;
        }
    }

    /** The row of an edge, or -1 if it can't be reached soon. */
    int find(int edge) {
        for (int i = 0; i < count; i++) {
            if (edges[i] == edge) {
                return i;
            }
        }
        return -1;
    }

    double metres(int row) {
        return metres[row];
    }

    boolean turnsBack(int row) {
        return turnsBack[row];
    }
}
