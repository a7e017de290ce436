package io.citybrain.city.roads;

/**
 * A place on a road.
 *
 * @param edge index of the edge
 * @param lane index of the lane from the right, {@link #ANY_LANE} if it is not known
 * @param metres from the start of the edge
 */
public record RoadPosition(int edge, int lane, double metres) {

    /** The lane is not known, or does not matter. */
    public static final int ANY_LANE = -1;

    public static RoadPosition on(int edge, double metres) {
        return new RoadPosition(edge, ANY_LANE, metres);
    }
}
