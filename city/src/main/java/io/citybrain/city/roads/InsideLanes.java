package io.citybrain.city.roads;

import java.util.Arrays;

/**
 * The lanes inside junctions: a vehicle on {@code :J_18}, lane 0, is on one turn of junction J, some metres after the
 * stop line. One row for each lane, sorted by junction, number and lane.
 */
public final class InsideLanes {

    private final Junctions junctions;
    private final int[] firstOfJunction;
    private final int[] key;
    private final int[] turn;
    private final float[] startMetres;

    InsideLanes(Junctions junctions, int[] firstOfJunction, int[] key, int[] turn, float[] startMetres) {
        this.junctions = junctions;
        this.firstOfJunction = firstOfJunction;
        this.key = key;
        this.turn = turn;
        this.startMetres = startMetres;
    }

    static int keyOf(int number, int lane) {
        return number << 8 | lane;
    }

    /** The number in an edge id like {@code :J_18}, or -1 for crossings and the like. */
    static int numberOf(String insideEdge) {
        int at = insideEdge.lastIndexOf('_') + 1;
        if (at == 0 || at == insideEdge.length() || insideEdge.length() - at > 6) {
            return -1;
        }
        int number = 0;
        for (int i = at; i < insideEdge.length(); i++) {
            int digit = insideEdge.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    static String junctionOf(String insideEdge) {
        return insideEdge.substring(1, Math.max(1, insideEdge.lastIndexOf('_')));
    }

    /** True if an edge id is of the kind that stands inside a junction. */
    public static boolean isInside(String edge) {
        return edge.startsWith(":");
    }

    /** The row of a lane inside a junction, or -1; any lane will do if {@code lane} is negative. */
    public int find(String insideEdge, int lane) {
        int number = isInside(insideEdge) ? numberOf(insideEdge) : -1;
        int junction = number < 0 ? -1 : junctions.find(junctionOf(insideEdge));
        if (junction < 0) {
            return -1;
        }
        int row = Arrays.binarySearch(
                key, firstOfJunction[junction], firstOfJunction[junction + 1], keyOf(number, Math.max(0, lane)));
        return row < 0 ? -1 : row;
    }

    /** The turn that the lane is a part of. */
    public int turn(int row) {
        return turn[row];
    }

    /** How far after the stop line the lane starts. */
    public double startMetres(int row) {
        return startMetres[row];
    }
}
