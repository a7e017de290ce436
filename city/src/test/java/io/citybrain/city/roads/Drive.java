package io.citybrain.city.roads;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A drive along a route as a receiver reports it: one fix a second, noise of 8 m on each axis. Seeded. */
public final class Drive {

    /** One second of it: where the vehicle is and what the receiver says; a turn if it is inside a junction. */
    public record Second(int edge, double metres, int turn, GpsFix fix) {}

    private final RoadNetwork network;
    private final SplittableRandom random;
    private final double noiseMetres;

    public Drive(RoadNetwork network, long seed, double noiseMetres) {
        this.network = network;
        this.random = new SplittableRandom(seed);
        this.noiseMetres = noiseMetres;
    }

    /** Drives at the limit, with a stop of some seconds at the end of every third edge. */
    public List<Second> along(int[] edges) {
        List<Second> seconds = new ArrayList<>();
        long at = 0;
        double ahead = 0;
        for (int i = 0; i < edges.length; i++) {
            int edge = edges[i];
            double speed = network.edges().speedMetresPerSecond(edge) * (0.5 + random.nextDouble() / 2);
            double length = network.edges().lengthMetres(edge);
            double metres = ahead;
            for (; metres < length; metres += speed) {
                seconds.add(second(edge, metres, Match.ON_EDGE, at += 1000, speed));
            }
            int turn = i + 1 < edges.length ? network.turns().find(edge, edges[i + 1], VehicleClass.EMERGENCY) : -1;
            for (int wait = 0; i % 3 == 2 && wait < 8; wait++) {
                seconds.add(second(edge, length, Match.ON_EDGE, at += 1000, 0));
            }
            metres -= length;
            double via = turn < 0 ? 0 : network.turns().viaMetres(turn);
            for (; turn >= 0 && metres < via; metres += speed) {
                seconds.add(second(edge, metres, turn, at += 1000, speed));
            }
            ahead = metres - via;
        }
        return seconds;
    }

    private Second second(int edge, double metres, int turn, long at, double speed) {
        double[] from =
                turn < 0 ? point(edge, metres) : point(edge, network.edges().lengthMetres(edge));
        if (turn >= 0) {
            double[] to = point(network.turns().toEdge(turn), 0);
            double share = metres / network.turns().viaMetres(turn);
            double heading = share < 0.5 ? from[2] : to[2];
            from = new double[] {from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1]), heading};
        }
        double heading = speed < 1 ? random.nextDouble(360) : from[2] + 10 * random.nextGaussian();
        return new Second(
                edge,
                metres,
                turn,
                new GpsFix(
                        at,
                        from[0] + noiseMetres * random.nextGaussian(),
                        from[1] + noiseMetres * random.nextGaussian(),
                        Math.max(0, speed + 0.5 * random.nextGaussian()),
                        heading));
    }

    /** x, y and heading of a place on the leftmost lane. */
    private double[] point(int edge, double metres) {
        Lanes lanes = network.lanes();
        int lane = network.edges().firstLane(edge) + network.edges().laneCount(edge) - 1;
        double drawn = 0;
        for (int i = 0; i + 1 < lanes.pointCount(lane); i++) {
            drawn += Math.hypot(lanes.x(lane, i + 1) - lanes.x(lane, i), lanes.y(lane, i + 1) - lanes.y(lane, i));
        }
        double rest = metres / lanes.lengthMetres(lane) * drawn;
        for (int i = 0; ; i++) {
            double east = lanes.x(lane, i + 1) - lanes.x(lane, i);
            double north = lanes.y(lane, i + 1) - lanes.y(lane, i);
            double length = Math.hypot(east, north);
            if (rest <= length || i + 2 == lanes.pointCount(lane)) {
                double share = length == 0 ? 0 : Math.min(1, rest / length);
                return new double[] {
                    lanes.x(lane, i) + share * east,
                    lanes.y(lane, i) + share * north,
                    Math.toDegrees(Math.atan2(east, north))
                };
            }
            rest -= length;
        }
    }
}
