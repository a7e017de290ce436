package io.citybrain.city.roads;

import io.citybrain.city.roads.NetworkBuilder.Connection;
import io.citybrain.city.roads.NetworkBuilder.Control;
import io.citybrain.city.roads.NetworkBuilder.Inside;
import io.citybrain.city.roads.NetworkBuilder.LaneName;
import java.util.ArrayList;
import java.util.List;

/**
 * A city on squared paper, in which everything can be worked out by hand. Junctions are named as netgenerate does it, by
 * column letters and row from the south-west: A0, B0 … An edge from A0 to B0 is A0B0. A junction with three or four arms
 * has a signal of its own name: 30 s north-south, 3 s yellow, 1 s all-red, 30 s east-west, 3 s, 1 s; left turns are
 * permissive. One turns right from the rightmost lane and left from the leftmost; nobody turns back. The way over a
 * junction is 20 m straight and left, 10 m right.
 *
 * @param edgeMetres from stop line to stop line
 * @param lanes 1 to 3
 */
public record GridCity(int columns, int rows, double edgeMetres, int lanes, double speedMetresPerSecond) {

    private static final double INSET_METRES = 10;
    private static final double LANE_METRES = 3.2;
    private static final int NORTH = 0;
    private static final int[] EAST_BY_HEADING = {0, 1, 0, -1};
    private static final int[] NORTH_BY_HEADING = {1, 0, -1, 0};
    private static final char[] DIRECTIONS = {'s', 'r', 't', 'l'};

    /** One lane of one way over a junction; headings count 0 north, 1 east, 2 south, 3 west. */
    private record Way(int heading, int onward, int lane, String from, String to) {

        int turn() {
            return (onward - heading + 4) % 4;
        }

        /** Ports around the junction, clockwise: on each side the way in stands before the way out. */
        private int in() {
            return 2 * ((heading + 2) % 4);
        }

        private int out() {
            return 2 * onward + 1;
        }

        /** Two ways touch if they end on the same side, or if their ends alternate around the junction. */
        boolean touches(Way other) {
            if (heading == other.heading) {
                return false;
            }
            return out() == other.out() || isBetween(other.in()) != isBetween(other.out());
        }

        private boolean isBetween(int port) {
            return port > Math.min(in(), out()) && port < Math.max(in(), out());
        }

        /** Left turns wait for oncoming traffic, otherwise right before left. */
        boolean waitsFor(Way other) {
            int from = (other.heading - heading + 4) % 4;
            return touches(other) && (from == 2 ? turn() == 3 && other.turn() != 3 : from == 3);
        }
    }

    /** A city of one-lane streets of 200 m, 10 m/s. */
    public static GridCity small(int columns, int rows) {
        return new GridCity(columns, rows, 200, 1, 10);
    }

    public GridCity {
        if (columns < 2 || rows < 2 || lanes < 1 || lanes > 3) {
            throw new IllegalArgumentException("a grid city has at least 2 columns and rows, and 1 to 3 lanes");
        }
    }

    /** The name of a junction. */
    public static String junction(int column, int row) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
            letters.insert(0, (char) ('A' + rest % 26));
        }
        return letters.append(row).toString();
    }

    public RoadNetwork network() {
        NetworkBuilder builder = new NetworkBuilder();
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                addJunction(builder, column, row);
                addEdges(builder, column, row);
            }
        }
        return builder.build();
    }

    private boolean isThere(int column, int row, int heading) {
        int east = column + EAST_BY_HEADING[heading];
        int north = row + NORTH_BY_HEADING[heading];
        return east >= 0 && east < columns && north >= 0 && north < rows;
    }

    private String next(int column, int row, int heading) {
        return junction(column + EAST_BY_HEADING[heading], row + NORTH_BY_HEADING[heading]);
    }

    private void addEdges(NetworkBuilder builder, int column, int row) {
        double spacing = edgeMetres + 2 * INSET_METRES;
        for (int heading = 0; heading < 4; heading++) {
            if (!isThere(column, row, heading)) {
                continue;
            }
            int east = EAST_BY_HEADING[heading];
            int north = NORTH_BY_HEADING[heading];
            String here = junction(column, row);
            builder.edge(here + next(column, row, heading), here, next(column, row, heading));
            for (int lane = 0; lane < lanes; lane++) {
                double right = (lanes - lane - 0.5) * LANE_METRES;
                double x = column * spacing + INSET_METRES * east + right * north;
                double y = row * spacing + INSET_METRES * north - right * east;
                builder.lane(
                        lane,
                        edgeMetres,
                        speedMetresPerSecond,
                        VehicleClass.ALL,
                        x,
                        y,
                        x + edgeMetres * east,
                        y + edgeMetres * north);
            }
        }
    }

    private void addJunction(NetworkBuilder builder, int column, int row) {
        String id = junction(column, row);
        double spacing = edgeMetres + 2 * INSET_METRES;
        List<Way> ways = ways(column, row);
        List<String> incoming = new ArrayList<>();
        for (Way way : ways) {
            String lane = way.from() + '_' + way.lane();
            if (!incoming.contains(lane)) {
                incoming.add(lane);
            }
        }
        boolean hasSignal = arms(column, row) >= 3;
        builder.junction(id, hasSignal ? "traffic_light" : "priority", column * spacing, row * spacing, incoming);
        for (int link = 0; link < ways.size(); link++) {
            Way way = ways.get(link);
            builder.request(link, bits(ways, way, true), bits(ways, way, false));
            builder.inside(":" + id + '_' + link, Inside.VIA)
                    .lane(0, way.turn() == 1 ? 10 : 20, speedMetresPerSecond, VehicleClass.ALL);
            builder.connection(new Connection(
                    new LaneName(way.from(), way.lane()),
                    new LaneName(way.to(), way.lane()),
                    ":" + id + '_' + link + "_0",
                    hasSignal ? new Control(id, link) : null,
                    DIRECTIONS[way.turn()],
                    hasSignal ? 'o' : 'm',
                    VehicleClass.ALL));
        }
        if (hasSignal) {
            builder.programme(id, programme(ways));
        }
    }

    private int arms(int column, int row) {
        int arms = 0;
        for (int heading = 0; heading < 4; heading++) {
            arms += isThere(column, row, heading) ? 1 : 0;
        }
        return arms;
    }

    /** As SUMO counts links: side by side clockwise from the north, lanes from the right, and right, straight, left. */
    private List<Way> ways(int column, int row) {
        List<Way> ways = new ArrayList<>();
        String here = junction(column, row);
        for (int side = NORTH; side < 4; side++) {
            if (!isThere(column, row, side)) {
                continue;
            }
            String from = next(column, row, side) + here;
            int heading = (side + 2) % 4;
            for (int lane = 0; lane < lanes; lane++) {
                for (int turn : new int[] {1, 0, 3}) {
                    int onward = (heading + turn) % 4;
                    boolean mayTurn = turn == 0 || (turn == 1 && lane == 0) || (turn == 3 && lane == lanes - 1);
                    if (mayTurn && isThere(column, row, onward)) {
                        ways.add(new Way(heading, onward, lane, from, here + next(column, row, onward)));
                    }
                }
            }
        }
        return ways;
    }

    private static String bits(List<Way> ways, Way way, boolean response) {
        StringBuilder bits = new StringBuilder();
        for (Way other : ways) {
            bits.append(response ? (way.waitsFor(other) ? '1' : '0') : (way.touches(other) ? '1' : '0'));
        }
        return bits.reverse().toString();
    }

    private static Programme programme(List<Way> ways) {
        String stop = "r".repeat(ways.size());
        List<Programme.Phase> phases = new ArrayList<>();
        for (int axis = 0; axis < 2; axis++) {
            StringBuilder green = new StringBuilder();
            for (Way way : ways) {
                green.append(way.heading() % 2 != axis ? 'r' : way.turn() == 3 ? 'g' : 'G');
            }
            phases.add(new Programme.Phase(30, 5, 50, green.toString()));
            phases.add(Programme.Phase.of(3, green.toString().replace('G', 'y').replace('g', 'y')));
            phases.add(Programme.Phase.of(1, stop));
        }
        return new Programme("0", "static", 0, phases);
    }
}
