package io.citybrain.sim.traffic;

import io.citybrain.city.roads.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The built-in district as a drawing: six streets each way, about a kilometre apart, around 120.15° E, 30.28° N
 * (Hangzhou), where the simulated sensors stand. A scheme, not a map: streets bear names of that part of the city, in
 * their order; houses are made up.
 */
final class DistrictPlan {
    static final int COLUMNS = 6;
    static final int ROWS = 6;
    static final int LANES = 3;
    static final double SPEED_METRES_PER_SECOND = 13.89;
    static final double LANE_METRES = 3.2;
    /** From the middle of a junction to its stop lines. */
    static final double INSET_METRES = 18;

    static final int UTM_ZONE = 51;

    private static final double CENTRE_LONGITUDE = 120.15;
    private static final double CENTRE_LATITUDE = 30.28;
    private static final double SPACING_METRES = 1_000;
    /** Streets are not ruled lines. */
    private static final double CROOKED_METRES = 70;

    private static final double KERB_METRES = 16;
    private static final long SHAPE_SEED = 2016;

    /** A name in both languages. */
    record Name(String zh, String en) {}

    /** A house at a street, where ambulances start or end. */
    record House(String id, String kind, Name name, String edge, double metres) {}

    /** From the south to the north. */
    static final List<Name> ROW_STREETS = List.of(
            new Name("庆春路", "Qingchun Road"),
            new Name("凤起路", "Fengqi Road"),
            new Name("体育场路", "Tiyuchang Road"),
            new Name("环城北路", "Huancheng North Road"),
            new Name("潮王路", "Chaowang Road"),
            new Name("德胜路", "Desheng Road"));

    /** From the west to the east. */
    static final List<Name> COLUMN_STREETS = List.of(
            new Name("学院路", "Xueyuan Road"),
            new Name("教工路", "Jiaogong Road"),
            new Name("莫干山路", "Moganshan Road"),
            new Name("湖墅南路", "Hushu South Road"),
            new Name("中山北路", "Zhongshan North Road"),
            new Name("建国北路", "Jianguo North Road"));

    static final List<House> HOUSES = List.of(
            new House("hospital-north", "hospital", new Name("城北医院", "North Hospital"), "D4E4", 420),
            new House("hospital-lake", "hospital", new Name("湖滨医院", "Lakeside Hospital"), "C1C0", 510),
            new House("hospital-canal", "hospital", new Name("运河医院", "Canal Hospital"), "E2E3", 380),
            new House("station-west", "station", new Name("城西急救站", "West Station"), "A3A4", 350),
            new House("station-south", "station", new Name("城南急救站", "South Station"), "D0C0", 300),
            new House("station-east", "station", new Name("城东急救站", "East Station"), "F3F2", 450));

    /** The canal's middle line, by columns and rows of the grid. */
    private static final double[][] CANAL = {{3.4, 5.6}, {3.35, 4.5}, {3.55, 3.6}, {3.4, 2.5}, {3.9, 1.6}, {5.6, 1.35}};

    private static final double CANAL_HALF_WIDTH_METRES = 35;
    static final Name CANAL_NAME = new Name("运河", "Canal");

    private final Projection.Point[][] junctions = new Projection.Point[COLUMNS][ROWS];
    private final Projection projection;
    private final double westMetres;
    private final double southMetres;

    DistrictPlan() {
        Projection.Point centre = Projection.utm(UTM_ZONE, false, 0, 0).toMetres(CENTRE_LONGITUDE, CENTRE_LATITUDE);
        westMetres = Math.rint(centre.x() - (COLUMNS - 1) * SPACING_METRES / 2);
        southMetres = Math.rint(centre.y() - (ROWS - 1) * SPACING_METRES / 2);
        projection = Projection.utm(UTM_ZONE, false, -westMetres, -southMetres);
        SplittableRandom random = new SplittableRandom(SHAPE_SEED);
        for (int column = 0; column < COLUMNS; column++) {
            for (int row = 0; row < ROWS; row++) {
                junctions[column][row] = new Projection.Point(
                        crooked(column * SPACING_METRES, random), crooked(row * SPACING_METRES, random));
            }
        }
    }

    private static double crooked(double metres, SplittableRandom random) {
        return Math.rint(metres + random.nextDouble(-CROOKED_METRES, CROOKED_METRES));
    }

    Projection projection() {
        return projection;
    }

    /** UTM easting of the network's zero. */
    double westMetres() {
        return westMetres;
    }

    /** UTM northing of the network's zero. */
    double southMetres() {
        return southMetres;
    }

    /** The middle of a junction in the network's metres. */
    Projection.Point junction(int column, int row) {
        return junctions[column][row];
    }

    static boolean isThere(int column, int row) {
        return column >= 0 && column < COLUMNS && row >= 0 && row < ROWS;
    }

    /** A junction's name, as netgenerate gives it: A0 in the south-west. */
    static String id(int column, int row) {
        return (char) ('A' + column) + Integer.toString(row);
    }

    /** Beside a street: a house at an edge, some metres from the stop line where the edge begins. */
    Projection.Point kerb(String edge, double metres) {
        Projection.Point from = junction(edge.charAt(0) - 'A', edge.charAt(1) - '0');
        Projection.Point to = junction(edge.charAt(2) - 'A', edge.charAt(3) - '0');
        double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
        double east = (to.x() - from.x()) / length;
        double north = (to.y() - from.y()) / length;
        double along = INSET_METRES + metres;
        return new Projection.Point(
                from.x() + east * along + north * KERB_METRES, from.y() + north * along - east * KERB_METRES);
    }

    /** The canal's banks as one closed ring, counter-clockwise. */
    static List<Projection.Point> canalBanks() {
        List<Projection.Point> ring = new ArrayList<>();
        for (int i = 0; i < CANAL.length; i++) {
            ring.add(bank(i, -1));
        }
        for (int i = CANAL.length - 1; i >= 0; i--) {
            ring.add(bank(i, 1));
        }
        ring.add(ring.get(0));
        return ring;
    }

    /** Across the line from the point before to the point after. */
    private static Projection.Point bank(int point, int side) {
        double[] before = CANAL[Math.max(0, point - 1)];
        double[] after = CANAL[Math.min(CANAL.length - 1, point + 1)];
        double east = after[0] - before[0];
        double north = after[1] - before[1];
        double across = side * CANAL_HALF_WIDTH_METRES / Math.hypot(east, north);
        return new Projection.Point(
                CANAL[point][0] * SPACING_METRES - north * across, CANAL[point][1] * SPACING_METRES + east * across);
    }
}
