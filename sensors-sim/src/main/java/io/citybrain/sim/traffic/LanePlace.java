package io.citybrain.sim.traffic;

import io.citybrain.city.roads.Lanes;
import io.citybrain.city.roads.RoadNetwork;

/** Points along a lane as it is drawn; a lane may be longer or shorter than its drawing. */
record LanePlace(RoadNetwork roads, int lane, double drawnMetres) {

    static LanePlace of(RoadNetwork roads, int lane) {
        double drawn = 0;
        for (int point = 0; point + 1 < roads.lanes().pointCount(lane); point++) {
            drawn += length(roads.lanes(), lane, point);
        }
        return new LanePlace(roads, lane, drawn);
    }

    private static double length(Lanes lanes, int lane, int point) {
        return Math.hypot(
                lanes.x(lane, point + 1) - lanes.x(lane, point), lanes.y(lane, point + 1) - lanes.y(lane, point));
    }

    /** A vehicle there. */
    Traffic.Whereabouts at(double metres, double speed, int edge, int laneOfEdge) {
        Lanes lanes = roads.lanes();
        double rest = metres / lanes.lengthMetres(lane) * drawnMetres;
        int point = 0;
        while (point + 2 < lanes.pointCount(lane) && rest > length(lanes, lane, point)) {
            rest -= length(lanes, lane, point);
            point++;
        }
        double share = rest / Math.max(1e-6, length(lanes, lane, point));
        double east = lanes.x(lane, point + 1) - lanes.x(lane, point);
        double north = lanes.y(lane, point + 1) - lanes.y(lane, point);
        return new Traffic.Whereabouts(
                edge,
                laneOfEdge,
                metres,
                null,
                lanes.x(lane, point) + share * east,
                lanes.y(lane, point) + share * north,
                speed,
                (Math.toDegrees(Math.atan2(east, north)) + 360) % 360);
    }

    /** Where on the lane it is nearest to a point of the network, in the lane's metres. */
    double nearest(double x, double y) {
        Lanes lanes = roads.lanes();
        double before = 0;
        double best = Double.POSITIVE_INFINITY;
        double found = 0;
        for (int point = 0; point + 1 < lanes.pointCount(lane); point++) {
            double east = lanes.x(lane, point + 1) - lanes.x(lane, point);
            double north = lanes.y(lane, point + 1) - lanes.y(lane, point);
            double length = Math.max(1e-6, length(lanes, lane, point));
            double along = ((x - lanes.x(lane, point)) * east + (y - lanes.y(lane, point)) * north) / length;
            double on = Math.max(0, Math.min(length, along));
            double away = Math.hypot(
                    x - lanes.x(lane, point) - on / length * east, y - lanes.y(lane, point) - on / length * north);
            if (away < best) {
                best = away;
                found = before + on;
            }
            before += length;
        }
        return found / drawnMetres * lanes.lengthMetres(lane);
    }
}
