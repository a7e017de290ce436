package io.citybrain.city.roads;

/** The nearest point of a lane to another point; one object, used again and again. */
final class LaneShape {

    private final Lanes lanes;
    private double offMetres;
    private double metres;
    private double headingDegrees;

    LaneShape(Lanes lanes) {
        this.lanes = lanes;
    }

    /** From the point to the lane. */
    double offMetres() {
        return offMetres;
    }

    /** From the start of the lane to its nearest point, on its official length. */
    double metres() {
        return metres;
    }

    /** Which way the lane leads there, clockwise from north. */
    double headingDegrees() {
        return headingDegrees;
    }

    void project(int lane, double x, double y) {
        double best = Double.POSITIVE_INFINITY;
        double drawn = 0;
        double at = 0;
        for (int point = 0; point + 1 < lanes.pointCount(lane); point++) {
            double x0 = lanes.x(lane, point);
            double y0 = lanes.y(lane, point);
            double east = lanes.x(lane, point + 1) - x0;
            double north = lanes.y(lane, point + 1) - y0;
            double length = Math.hypot(east, north);
            double along = length == 0 ? 0 : ((x - x0) * east + (y - y0) * north) / (length * length);
            along = Math.max(0, Math.min(1, along));
            double off = Math.hypot(x - x0 - along * east, y - y0 - along * north);
            if (off < best) {
                best = off;
                at = drawn + along * length;
                headingDegrees = Math.toDegrees(Math.atan2(east, north));
            }
            drawn += length;
        }
        offMetres = best;
        metres = drawn == 0 ? 0 : at / drawn * lanes.lengthMetres(lane);
    }
}
