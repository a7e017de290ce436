package io.citybrain.city.roads;

/**
 * Where on the network a vehicle is.
 *
 * @param position on its edge; for a vehicle inside a junction the stop line that it has passed
 * @param turn what it drives inside a junction, or {@link #ON_EDGE}
 * @param insideMetres how far after the stop line it is; 0 on an edge
 * @param offMetres how far from the road the report was; 0 if the report named the road
 */
public record Match(RoadPosition position, int turn, double insideMetres, double offMetres) {

    /** Not inside a junction. */
    public static final int ON_EDGE = -1;

    static Match on(RoadPosition position, double offMetres) {
        return new Match(position, ON_EDGE, 0, offMetres);
    }
}
