package io.citybrain.city.roads;

/**
 * The turns: connections from a lane over a junction to a lane of the next edge, by index from 0. Those that leave an
 * edge stand together, and among them those into the same edge.
 */
public final class Turns {

    /** No signal controls this turn. */
    public static final int UNCONTROLLED = -1;

    final int[] fromLane;
    final int[] toLane;
    final int[] fromEdge;
    final int[] toEdge;
    final float[] viaMetres;
    final float[] viaMetresPerSecond;
    final int[] signal;
    final short[] link;
    final short[] request;
    final byte[] direction;
    final byte[] right;
    final byte[] allowed;
    final int[] firstFrom;
    final int[] firstInto;
    final int[] into;

    Turns(int count, int edgeCount) {
        fromLane = new int[count];
        toLane = new int[count];
        fromEdge = new int[count];
        toEdge = new int[count];
        viaMetres = new float[count];
        viaMetresPerSecond = new float[count];
        signal = new int[count];
        link = new short[count];
        request = new short[count];
        direction = new byte[count];
        right = new byte[count];
        allowed = new byte[count];
        firstFrom = new int[edgeCount + 1];
        firstInto = new int[edgeCount + 1];
        into = new int[count];
    }

    public int count() {
        return fromLane.length;
    }

    /** The first turn that leaves an edge. */
    public int firstFrom(int edge) {
        return firstFrom[edge];
    }

    /** One past the last turn that leaves an edge. */
    public int endFrom(int edge) {
        return firstFrom[edge + 1];
    }

    public int countInto(int edge) {
        return firstInto[edge + 1] - firstInto[edge];
    }

    /** The turns that lead into an edge, {@code number} from 0. */
    public int into(int edge, int number) {
        return into[firstInto[edge] + number];
    }

    /** The first turn between two edges that the class may drive, or -1. */
    public int find(int from, int to, VehicleClass vehicle) {
        for (int turn = firstFrom[from]; turn < firstFrom[from + 1]; turn++) {
            if (toEdge[turn] == to && allows(turn, vehicle)) {
                return turn;
            }
        }
        return -1;
    }

    /** The lane where it starts, an index of {@link Lanes}. */
    public int fromLane(int turn) {
        return fromLane[turn];
    }

    public int toLane(int turn) {
        return toLane[turn];
    }

    public int fromEdge(int turn) {
        return fromEdge[turn];
    }

    public int toEdge(int turn) {
        return toEdge[turn];
    }

    /** Its way inside the junction; 0 if the network has no lanes inside junctions. */
    public double viaMetres(int turn) {
        return viaMetres[turn];
    }

    /** The speed that the network allows inside the junction, slower in narrow bends. */
    public double viaMetresPerSecond(int turn) {
        return viaMetresPerSecond[turn];
    }

    /** The index of the signal that controls it, or {@link #UNCONTROLLED}. */
    public int signal(int turn) {
        return signal[turn];
    }

    /** Its position in the signal's state, or -1. */
    public int link(int turn) {
        return link[turn];
    }

    /** Its index in the right-of-way tables of its junction, or -1. */
    public int request(int turn) {
        return request[turn];
    }

    /** SUMO's letter: s straight, l left, r right, L and R partly, t back. */
    public char direction(int turn) {
        return (char) direction[turn];
    }

    /** SUMO's letter for the right of way: M major, m minor, o and O signal, = equal, s all-way stop, w stop. */
    public char rightOfWay(int turn) {
        return (char) right[turn];
    }

    public boolean allows(int turn, VehicleClass vehicle) {
        return (allowed[turn] & vehicle.bit()) != 0;
    }
}
