package io.citybrain.city.greenwave;

import io.citybrain.city.roads.Lanes;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.RoadPosition;
import io.citybrain.city.roads.VehicleClass;

/** Where a point in the network's metres is on a road: on one edge, or on the nearest of all that lead its way. */
final class NearestRoad {
    /** Farther from a road than that, a point is not on it. */
    static final double REACH_METRES = 35;

    /** A road that leads more than this to the side is another road, or the other carriageway. */
    private static final double SAME_WAY_DEGREES = 60;

    private final RoadNetwork roads;
    private double foundDistance;
    private double foundMetres;

    NearestRoad(RoadNetwork roads) {
        this.roads = roads;
    }

    /** Looks on one edge; then {@link #distance} and {@link #metres} tell what was found. */
    void look(int edge, double x, double y) {
        foundDistance = Double.POSITIVE_INFINITY;
        int first = roads.edges().firstLane(edge);
        for (int lane = first; lane < first + roads.edges().laneCount(edge); lane++) {
            lookAlong(lane, roads.edges().lengthMetres(edge), x, y);
        }
    }

    private void lookAlong(int lane, double edgeMetres, double x, double y) {
        Lanes lanes = roads.lanes();
        double drawn = 0;
        double at = 0;
        double best = foundDistance;
        for (int point = 0; point + 1 < lanes.pointCount(lane); point++) {
            double dx = lanes.x(lane, point + 1) - lanes.x(lane, point);
            double dy = lanes.y(lane, point + 1) - lanes.y(lane, point);
            double length = Math.hypot(dx, dy);
            double share = length == 0
                    ? 0
                    : ((x - lanes.x(lane, point)) * dx + (y - lanes.y(lane, point)) * dy) / (length * length);
            double on = Math.max(0, Math.min(1, share));
            double distance = Math.hypot(x - lanes.x(lane, point) - on * dx, y - lanes.y(lane, point) - on * dy);
            if (distance < best) {
                best = distance;
                at = drawn + on * length;
            }
            drawn += length;
        }
        if (best < foundDistance && drawn > 0) {
            foundDistance = best;
            foundMetres = at / drawn * edgeMetres;
        }
    }

    double distance() {
        return foundDistance;
    }

    double metres() {
        return foundMetres;
    }

    /** The nearest place on any road for ambulances; null if none is near. A heading of NaN fits every road. */
    RoadPosition find(double x, double y, double headingDegrees, double reachMetres) {
        RoadPosition nearest = null;
        double least = reachMetres;
        for (int edge = 0; edge < roads.edges().count(); edge++) {
            if (!roads.edges().allows(edge, VehicleClass.EMERGENCY) || !leadsThatWay(edge, headingDegrees)) {
                continue;
            }
            look(edge, x, y);
            if (foundDistance < least) {
                least = foundDistance;
                nearest = RoadPosition.on(edge, foundMetres);
            }
        }
        return nearest;
    }

    private boolean leadsThatWay(int edge, double headingDegrees) {
        if (Double.isNaN(headingDegrees)) {
            return true;
        }
        int lane = roads.edges().firstLane(edge);
        int last = roads.lanes().pointCount(lane) - 1;
        double east = roads.lanes().x(lane, last) - roads.lanes().x(lane, 0);
        double north = roads.lanes().y(lane, last) - roads.lanes().y(lane, 0);
        double off = Math.abs(Math.toDegrees(Math.atan2(east, north)) - headingDegrees) % 360;
        return Math.min(off, 360 - off) <= SAME_WAY_DEGREES;
    }
}
