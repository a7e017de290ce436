package io.citybrain.city.roads;

import java.util.Arrays;

/**
 * Follows one vehicle by its GPS: a hidden Markov model over a few edges near each fix (Newson and Krumm, Hidden Markov
 * Map Matching Through Noise and Sparseness, ACM GIS 2009), with the heading as a second observation, the planned route
 * as a prior, and an answer after each fix: the end of the likeliest path so far. Along an edge the fix is blended with
 * where the vehicle's speed should have brought it.
 */
public final class VehicleTrack {

    /** Noise of a receiver between houses, one standard deviation on each axis. */
    private static final double GPS_METRES = 8;

    private static final double REACH_METRES = 5 * GPS_METRES;

    /** Spread of a heading; below walking pace a receiver's heading is worth nothing. */
    private static final double HEADING_DEGREES = 25;

    private static final double LEAST_METRES_PER_SECOND_FOR_HEADING = 2;

    /** Scale of the difference between the way on the network and the way by the speed (Newson and Krumm's beta). */
    private static final double WAY_METRES = 6;

    /** Logarithms of how unlikely things are: an opposite heading, leaving the route, turning back, a jump. */
    private static final double OPPOSITE = -10;

    private static final double OFF_ROUTE = -4;
    private static final double TURN_BACK = -5;
    private static final double JUMP = -20;

    /** Share of a new fix in the position along an edge. */
    private static final double GAIN = 0.25;

    /** After a silence the past says nothing about where the vehicle is now. */
    private static final long SILENCE_MILLIS = 30_000;

    private static final int MOST_CANDIDATES = 10;

    private final RoadNetwork network;
    private final EdgeGrid grid;
    private final LaneShape shape;
    private final WayOn wayOn;
    private final int[] near = new int[256];
    private Candidates last = new Candidates();
    private Candidates next = new Candidates();
    private GpsFix lastFix;

    /** A few edges, where on them the vehicle would be, and how likely that is (a logarithm). */
    private static final class Candidates {
        private final int[] edge = new int[MOST_CANDIDATES];
        private final double[] metres = new double[MOST_CANDIDATES];
        private final double[] offMetres = new double[MOST_CANDIDATES];
        private final double[] likely = new double[MOST_CANDIDATES];
        private int count;
    }

    VehicleTrack(MapMatcher matcher) {
        network = matcher.network();
        grid = matcher.grid();
        shape = new LaneShape(network.lanes());
        wayOn = new WayOn(network, matcher.vehicle());
    }

    /**
     * The place of a fix, or null if no road is within 40 m. A fix that is not newer than the last one is ignored, and
     * the place of the last one told again.
     *
     * @param route edges that the vehicle is expected to be on; empty if it goes where it likes
     */
    public Match locate(GpsFix fix, int[] route) {
        if (lastFix != null && fix.atMillis() <= lastFix.atMillis()) {
            return best(last);
        }
        observe(fix, route);
        if (next.count == 0) {
            return null;
        }
        if (lastFix != null && last.count > 0 && fix.atMillis() - lastFix.atMillis() <= SILENCE_MILLIS) {
            follow(fix);
        }
        Candidates free = last;
        last = next;
        next = free;
        lastFix = fix;
        return best(last);
    }

    private static Match best(Candidates candidates) {
        int best = 0;
        for (int i = 1; i < candidates.count; i++) {
            if (candidates.likely[i] > candidates.likely[best]) {
                best = i;
            }
        }
        return candidates.count == 0
                ? null
                : Match.on(RoadPosition.on(candidates.edge[best], candidates.metres[best]), candidates.offMetres[best]);
    }

    /** The edges near a fix by how well they fit to it alone. */
    private void observe(GpsFix fix, int[] route) {
        next.count = 0;
        int count = grid.near(fix.x(), fix.y(), near);
        for (int i = 0; i < count; i++) {
            int edge = near[i];
            int lane = nearestLane(edge, fix);
            shape.project(lane, fix.x(), fix.y());
            if (shape.offMetres() <= REACH_METRES) {
                double off = shape.offMetres() / GPS_METRES;
                double likely = -off * off / 2 + headingLikelihood(fix) + (isOn(route, edge) ? 0 : OFF_ROUTE);
                keep(edge, shape.metres(), shape.offMetres(), likely);
            }
        }
    }

    private int nearestLane(int edge, GpsFix fix) {
        int first = network.edges().firstLane(edge);
        int nearest = first;
        double least = Double.POSITIVE_INFINITY;
        for (int lane = first; lane < first + network.edges().laneCount(edge); lane++) {
            shape.project(lane, fix.x(), fix.y());
            if (shape.offMetres() < least) {
                least = shape.offMetres();
                nearest = lane;
            }
        }
        return nearest;
    }

    private double headingLikelihood(GpsFix fix) {
        if (Double.isNaN(fix.headingDegrees()) || !(fix.metresPerSecond() >= LEAST_METRES_PER_SECOND_FOR_HEADING)) {
            return 0;
        }
        double difference = Math.IEEEremainder(fix.headingDegrees() - shape.headingDegrees(), 360) / HEADING_DEGREES;
        return Math.max(OPPOSITE, -difference * difference / 2);
    }

    private static boolean isOn(int[] route, int edge) {
        return route.length == 0 || Arrays.stream(route).anyMatch(e -> e == edge);
    }

    /** Keeps the likeliest, in the place of the least likely if there is no room. */
    private void keep(int edge, double metres, double offMetres, double likely) {
        int at = next.count;
        if (at == MOST_CANDIDATES) {
            at = 0;
            for (int i = 1; i < MOST_CANDIDATES; i++) {
                at = next.likely[i] < next.likely[at] ? i : at;
            }
            if (next.likely[at] >= likely) {
                return;
            }
        } else {
            next.count++;
        }
        next.edge[at] = edge;
        next.metres[at] = metres;
        next.offMetres[at] = offMetres;
        next.likely[at] = likely;
    }

    /** Adds to each new candidate the likelihood of the best way to it, and moves it to where that way leads. */
    private void follow(GpsFix fix) {
        double seconds = (fix.atMillis() - lastFix.atMillis()) / 1e3;
        double driven = Math.hypot(fix.x() - lastFix.x(), fix.y() - lastFix.y());
        double speed = (fix.metresPerSecond() + lastFix.metresPerSecond()) / 2;
        boolean knowsSpeed = speed >= 0;
        double expected = knowsSpeed ? speed * seconds : driven;
        double[] bestWay = new double[next.count];
        double[] moved = next.metres.clone();
        Arrays.fill(bestWay, Double.NEGATIVE_INFINITY);
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < last.count; i++) {
            best = Math.max(best, last.likely[i]);
        }
        for (int i = 0; i < last.count; i++) {
            wayOn.lookFrom(last.edge[i], last.metres[i] + 1.5 * expected + 2 * REACH_METRES);
            for (int j = 0; j < next.count; j++) {
                int row = wayOn.find(next.edge[j]);
                double way = row < 0 ? 0 : wayOn.metres(row) + next.metres[j] - last.metres[i];
                double likely = last.likely[i] - best + (row < 0 ? JUMP : wayLikelihood(row, way, expected));
                if (likely > bestWay[j]) {
                    bestWay[j] = likely;
                    moved[j] = row < 0 || !knowsSpeed ? next.metres[j] : next.metres[j] + (1 - GAIN) * (expected - way);
                }
            }
        }
        for (int j = 0; j < next.count; j++) {
            next.likely[j] += bestWay[j];
            double length = network.edges().lengthMetres(next.edge[j]);
            next.metres[j] = Math.max(0, Math.min(length, moved[j]));
        }
    }

    private double wayLikelihood(int row, double way, double expected) {
        return Math.max(JUMP, -Math.abs(way - expected) / WAY_METRES) + (wayOn.turnsBack(row) ? TURN_BACK : 0);
    }
}
