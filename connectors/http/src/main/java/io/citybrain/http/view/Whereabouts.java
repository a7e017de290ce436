package io.citybrain.http.view;

import io.citybrain.city.roads.Lanes;
import io.citybrain.city.roads.Projection;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;

/** Where something is: its coordinates, or those of its place on an edge of the network. */
public final class Whereabouts {
    private final RoadNetwork roads;

    /** Knows a network, or with null coordinates only. */
    public Whereabouts(RoadNetwork roads) {
        this.roads = roads;
    }

    /** Longitude and latitude, or the network's metres where it lies nowhere on Earth; null if unknown. */
    double[] find(Reading reading) {
        double longitude = reading.number(Quantity.LONGITUDE);
        double latitude = reading.number(Quantity.LATITUDE);
        if (!Double.isNaN(longitude) && !Double.isNaN(latitude)) {
            return new double[] {longitude, latitude};
        }
        double x = reading.number(Quantity.X);
        double y = reading.number(Quantity.Y);
        if (roads == null) {
            return null;
        }
        if (!Double.isNaN(x) && !Double.isNaN(y)) {
            return toMap(x, y);
        }
        String edge = reading.text(Quantity.EDGE);
        return edge == null
                ? null
                : onEdge(edge, reading.number(Quantity.LANE), reading.number(Quantity.POSITION_METRES));
    }

    /** The place on an edge; null if the network has none of that id. */
    public double[] onEdge(String id, double laneIndex, double positionMetres) {
        int edge = roads == null ? -1 : roads.edges().find(id);
        if (edge < 0) {
            return null;
        }
        int lanes = roads.edges().laneCount(edge);
        int index = Double.isNaN(laneIndex) ? 0 : (int) Math.max(0, Math.min(lanes - 1, laneIndex));
        int lane = roads.edges().firstLane(edge) + index;
        double share = Double.isNaN(positionMetres)
                ? 0.5
                : positionMetres / roads.edges().lengthMetres(edge);
        return along(lane, Math.max(0, Math.min(1, share)));
    }

    private double[] along(int lane, double share) {
        Lanes lanes = roads.lanes();
        int last = lanes.pointCount(lane) - 1;
        double total = 0;
        for (int i = 0; i < last; i++) {
            total += pieceMetres(lane, i);
        }
        double left = share * total;
        for (int i = 0; i < last; i++) {
            double piece = pieceMetres(lane, i);
            if (left <= piece || i == last - 1) {
                double part = piece == 0 ? 0 : Math.min(1, left / piece);
                return toMap(
                        lanes.x(lane, i) + part * (lanes.x(lane, i + 1) - lanes.x(lane, i)),
                        lanes.y(lane, i) + part * (lanes.y(lane, i + 1) - lanes.y(lane, i)));
            }
            left -= piece;
        }
        return last < 0 ? null : toMap(lanes.x(lane, 0), lanes.y(lane, 0));
    }

    private double pieceMetres(int lane, int piece) {
        Lanes lanes = roads.lanes();
        return Math.hypot(
                lanes.x(lane, piece + 1) - lanes.x(lane, piece), lanes.y(lane, piece + 1) - lanes.y(lane, piece));
    }

    /** The network's metres as the map draws them. */
    public double[] toMap(double x, double y) {
        if (!roads.projection().isOnEarth()) {
            return new double[] {x, y};
        }
        Projection.Point point = roads.projection().toEarth(x, y);
        return new double[] {point.x(), point.y()};
    }
}
