package io.citybrain.city.greenwave;

import io.citybrain.city.roads.Lanes;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.RoadPosition;
import io.citybrain.city.roads.VehicleClass;

/** The road nearest to a place in the network's metres: where a house is, not where a vehicle drives. */
final class NearestRoad {
    private final RoadNetwork roads;
    private double foundDistance;
    private double foundMetres;

    NearestRoad(RoadNetwork roads) {
        this.roads = roads;
    }

    private void look(int edge, double x, double y) {
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

    /** The nearest place on any road for ambulances; null if none is so near. */
    RoadPosition find(double x, double y, double reachMetres) {
        RoadPosition nearest = null;
        double least = reachMetres;
        for (int edge = 0; edge < roads.edges().count(); edge++) {
            if (!roads.edges().allows(edge, VehicleClass.EMERGENCY)) {
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
}
