package io.citybrain.city.greenwave;

/**
 * A place as a dispatcher names it: a road edge, or coordinates.
 *
 * @param edge the edge's id, or null where coordinates are given
 * @param positionMetres from the edge's start; NaN = not said
 * @param longitude WGS-84 degrees; NaN with an edge
 * @param latitude WGS-84 degrees; NaN with an edge
 */
public record RoadPlace(String edge, double positionMetres, double longitude, double latitude) {
    public static RoadPlace onEdge(String edge, double positionMetres) {
        return new RoadPlace(edge, positionMetres, Double.NaN, Double.NaN);
    }

    public static RoadPlace at(double longitude, double latitude) {
        return new RoadPlace(null, Double.NaN, longitude, latitude);
    }

    @Override
    public String toString() {
        return edge != null ? edge : longitude + ", " + latitude;
    }
}
