package io.citybrain.sim.traffic;

import io.citybrain.city.roads.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A junction of the built-in district: the ways over it, who crosses whom, and its signal's programme. Approaches have
 * three lanes: right and straight, straight, left. With four arms opposite straights have green together, then opposite
 * lefts, as is usual in Hangzhou; with three arms one approach after the other. Two arms need no signal.
 */
final class Crossing {
    static final int NORTH = 0;
    static final int EAST = 1;
    static final int SOUTH = 2;
    static final int WEST = 3;
    static final int[] EAST_BY_HEADING = {0, 1, 0, -1};
    static final int[] NORTH_BY_HEADING = {1, 0, -1, 0};
    /** Each signal's cycle is this long, so that neighbours stay in step. */
    static final int CYCLE_SECONDS = 104;

    private static final int YELLOW_SECONDS = 3;
    private static final int ALL_RED_SECONDS = 1;
    private static final int STRAIGHT_SECONDS = 32;
    private static final int LEFT_SECONDS = 12;
    private static final int[] APPROACH_SECONDS = {32, 31, 29};
    private static final int MIN_GREEN_SECONDS = 6;
    private static final int RIGHT = 1;
    private static final int LEFT = 3;

    /** One lane's way over the junction; a heading is where one drives to. */
    record Way(int heading, int onward, int fromLane, int toLane) {
        /** 0 straight, 1 right, 3 left. */
        int turn() {
            return (onward - heading + 4) % 4;
        }

        private int in() {
            return 2 * ((heading + 2) % 4);
        }

        private int out() {
            return 2 * onward + 1;
        }

        /** From different sides, and into the same lane or with ends that alternate around the junction. */
        boolean touches(Way other) {
            if (heading == other.heading) {
                return false;
            }
            return onward == other.onward ? toLane == other.toLane : isBetween(other.in()) != isBetween(other.out());
        }

        private boolean isBetween(int port) {
            return port > Math.min(in(), out()) && port < Math.max(in(), out());
        }

        /** Left turns wait for oncoming traffic, otherwise right before left. */
        boolean waitsFor(Way other) {
            int from = (other.heading - heading + 4) % 4;
            return touches(other) && (from == 2 ? turn() == LEFT && other.turn() != LEFT : from == LEFT);
        }
    }

    /** One phase of the programme. */
    record Phase(int seconds, int minSeconds, String state) {}

    private final int column;
    private final int row;
    private final List<Way> ways = new ArrayList<>();

    Crossing(int column, int row) {
        this.column = column;
        this.row = row;
        for (int side = NORTH; side <= WEST; side++) {
            if (leadsTo(side)) {
                addWays((side + 2) % 4);
            }
        }
    }

    private void addWays(int heading) {
        int left = DistrictPlan.LANES - 1;
        addWay(heading, RIGHT, 0);
        for (int lane = 0; lane < left; lane++) {
            addWay(heading, 0, lane);
        }
        addWay(heading, LEFT, left);
    }

    private void addWay(int heading, int turn, int lane) {
        int onward = (heading + turn) % 4;
        if (leadsTo(onward)) {
            ways.add(new Way(heading, onward, lane, lane));
        }
    }

    /** True if there is a street on that side. */
    boolean leadsTo(int heading) {
        return DistrictPlan.isThere(column + EAST_BY_HEADING[heading], row + NORTH_BY_HEADING[heading]);
    }

    String id() {
        return DistrictPlan.id(column, row);
    }

    /** The neighbour's name on that side. */
    String next(int heading) {
        return DistrictPlan.id(column + EAST_BY_HEADING[heading], row + NORTH_BY_HEADING[heading]);
    }

    Crossing neighbour(int heading) {
        return new Crossing(column + EAST_BY_HEADING[heading], row + NORTH_BY_HEADING[heading]);
    }

    /** The street that leads there. */
    DistrictPlan.Name street(int heading) {
        return heading % 2 == NORTH ? DistrictPlan.COLUMN_STREETS.get(column) : DistrictPlan.ROW_STREETS.get(row);
    }

    /** The edge inside the junction that belongs to a link. */
    String inside(int link) {
        return ":" + id() + '_' + link;
    }

    Projection.Point middle(DistrictPlan plan) {
        return plan.junction(column, row);
    }

    /** Where a lane towards that side begins. */
    Projection.Point begin(DistrictPlan plan, int heading, int lane) {
        return beside(plan, heading, (DistrictPlan.LANES - lane - 0.5) * DistrictPlan.LANE_METRES);
    }

    /** Where a lane that comes from that side ends; it lies on the other side of the street's middle. */
    Projection.Point stopLine(DistrictPlan plan, int side, int lane) {
        return beside(plan, side, -(DistrictPlan.LANES - lane - 0.5) * DistrictPlan.LANE_METRES);
    }

    private Projection.Point beside(DistrictPlan plan, int heading, double rightMetres) {
        Projection.Point here = middle(plan);
        Projection.Point there = neighbour(heading).middle(plan);
        double metres = Math.hypot(there.x() - here.x(), there.y() - here.y());
        double east = (there.x() - here.x()) / metres;
        double north = (there.y() - here.y()) / metres;
        return new Projection.Point(
                here.x() + east * DistrictPlan.INSET_METRES + north * rightMetres,
                here.y() + north * DistrictPlan.INSET_METRES - east * rightMetres);
    }

    /** By link: side by side clockwise from the north, lanes from the right. */
    List<Way> ways() {
        return ways;
    }

    private int arms() {
        int arms = 0;
        for (int side = NORTH; side <= WEST; side++) {
            arms += leadsTo(side) ? 1 : 0;
        }
        return arms;
    }

    boolean hasSignal() {
        return arms() >= 3;
    }

    /** A platoon that leaves one signal finds the next one on its street green, going north or east. */
    int offsetSeconds() {
        return 72 * (column + row) % CYCLE_SECONDS;
    }

    List<Phase> programme() {
        List<Phase> phases = new ArrayList<>();
        if (arms() == 4) {
            for (int axis = NORTH; axis <= EAST; axis++) {
                int along = axis;
                addStage(phases, STRAIGHT_SECONDS, way -> way.heading() % 2 == along && way.turn() != LEFT);
                addStage(phases, LEFT_SECONDS, way -> way.heading() % 2 == along && way.turn() == LEFT);
            }
        } else {
            int approach = 0;
            for (int side = NORTH; side <= WEST; side++) {
                int heading = (side + 2) % 4;
                if (leadsTo(side)) {
                    addStage(phases, APPROACH_SECONDS[approach++], way -> way.heading() == heading);
                }
            }
        }
        return phases;
    }

    private void addStage(List<Phase> phases, int seconds, Predicate<Way> green) {
        phases.add(new Phase(seconds, MIN_GREEN_SECONDS, letters(green, 'G')));
        phases.add(new Phase(YELLOW_SECONDS, YELLOW_SECONDS, letters(green, 'y')));
        phases.add(new Phase(ALL_RED_SECONDS, ALL_RED_SECONDS, letters(green, 'r')));
    }

    private String letters(Predicate<Way> green, char letter) {
        StringBuilder state = new StringBuilder();
        ways.forEach(way -> state.append(green.test(way) ? letter : 'r'));
        return state.toString();
    }

    /** The row of a right-of-way table: bits of the other ways, the first at the right end. */
    String bits(Way way, boolean response) {
        StringBuilder bits = new StringBuilder();
        ways.forEach(other -> bits.append(response ? bit(way.waitsFor(other)) : bit(way.touches(other))));
        return bits.reverse().toString();
    }

    private static char bit(boolean set) {
        return set ? '1' : '0';
    }
}
