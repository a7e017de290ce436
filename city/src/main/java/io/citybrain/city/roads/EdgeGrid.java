package io.citybrain.city.roads;

import java.util.Arrays;

/** Which edges pass through which square of 50 m: two arrays, one row for each square in turn. */
final class EdgeGrid {

    private static final double CELL_METRES = 50;
    private static final int MOST_CELLS = 16_000_000;

    private final RoadNetwork network;
    private final VehicleClass vehicle;
    private final double cellMetres;
    private final double west;
    private final double south;
    private final int columns;
    private final int rows;
    private final int[] first;
    private final int[] edges;

    EdgeGrid(RoadNetwork network, VehicleClass vehicle) {
        this.network = network;
        this.vehicle = vehicle;
        double[] box = box(network.lanes());
        west = box[0];
        south = box[1];
        double area = (box[2] - box[0] + CELL_METRES) * (box[3] - box[1] + CELL_METRES);
        cellMetres = Math.max(CELL_METRES, Math.sqrt(area / MOST_CELLS));
        columns = 1 + (int) ((box[2] - box[0]) / cellMetres);
        rows = 1 + (int) ((box[3] - box[1]) / cellMetres);
        first = new int[columns * rows + 1];
        walk(null);
        for (int cell = 0; cell < columns * rows; cell++) {
            first[cell + 1] += first[cell];
        }
        edges = new int[first[columns * rows]];
        walk(Arrays.copyOf(first, columns * rows));
    }

    private static double[] box(Lanes lanes) {
        double[] box = {lanes.x(0, 0), lanes.y(0, 0), lanes.x(0, 0), lanes.y(0, 0)};
        for (int lane = 0; lane < lanes.count(); lane++) {
            for (int point = 0; point < lanes.pointCount(lane); point++) {
                box[0] = Math.min(box[0], lanes.x(lane, point));
                box[1] = Math.min(box[1], lanes.y(lane, point));
                box[2] = Math.max(box[2], lanes.x(lane, point));
                box[3] = Math.max(box[3], lanes.y(lane, point));
            }
        }
        return box;
    }

    /** Counts the edges of each square, or with {@code next} notes them. */
    private void walk(int[] next) {
        int[] lastEdge = new int[columns * rows];
        Arrays.fill(lastEdge, -1);
        for (int lane = 0; lane < network.lanes().count(); lane++) {
            if (!network.lanes().allows(lane, vehicle)) {
                continue;
            }
            for (int point = 0; point + 1 < network.lanes().pointCount(lane); point++) {
                walkSegment(lane, point, lastEdge, next);
            }
        }
    }

    private void walkSegment(int lane, int point, int[] lastEdge, int[] next) {
        Lanes lanes = network.lanes();
        double east = lanes.x(lane, point + 1) - lanes.x(lane, point);
        double north = lanes.y(lane, point + 1) - lanes.y(lane, point);
        // A step of a third may cut the corner of a square, which is nearer than the neighbours that a search adds.
        int steps = 1 + (int) (3 * Math.hypot(east, north) / cellMetres);
        for (int step = 0; step <= steps; step++) {
            int column = column(lanes.x(lane, point) + east * step / steps);
            int row = row(lanes.y(lane, point) + north * step / steps);
            int cell = row * columns + column;
            int edge = lanes.edge(lane);
            if (lastEdge[cell] != edge) {
                lastEdge[cell] = edge;
                if (next == null) {
                    first[cell + 1]++;
                } else {
                    edges[next[cell]++] = edge;
                }
            }
        }
    }

    private int column(double x) {
        return Math.max(0, Math.min(columns - 1, (int) ((x - west) / cellMetres)));
    }

    private int row(double y) {
        return Math.max(0, Math.min(rows - 1, (int) ((y - south) / cellMetres)));
    }

    /** Notes the edges in the square of a point and the squares around it, each once; returns how many. */
    int near(double x, double y, int[] found) {
        int count = 0;
        for (int row = row(y - cellMetres); row <= row(y + cellMetres); row++) {
            for (int column = column(x - cellMetres); column <= column(x + cellMetres); column++) {
                int cell = row * columns + column;
                for (int i = first[cell]; i < first[cell + 1] && count < found.length; i++) {
                    if (!contains(found, count, edges[i])) {
                        found[count++] = edges[i];
                    }
                }
            }
        }
        return count;
    }

    private static boolean contains(int[] found, int count, int edge) {
        for (int i = 0; i < count; i++) {
            if (found[i] == edge) {
                return true;
            }
        }
        return false;
    }
}
