package io.citybrain.sim.traffic;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.Turns;
import io.citybrain.city.roads.VehicleClass;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * Who drives where: trips begin on every road by chance, turn by fixed ratios, and end after some roads. Who finds no
 * room at the begin waits beside the road.
 */
final class Demand {
    private static final double MEAN_EDGES = 6;
    private static final int MOST_EDGES = 30;
    /** Weights of straight on, right, left and back. */
    private static final double[] TURN_WEIGHTS = {0.62, 0.2, 0.18, 0};

    private final RoadNetwork roads;
    private final SplittableRandom random;
    private final double tripsPerSecondAndEdge;
    private final int[] waiting;

    /** @param vehiclesPerHourAndEdge how many vehicles shall use an edge, on average */
    Demand(RoadNetwork roads, long seed, double vehiclesPerHourAndEdge) {
        this.roads = roads;
        this.random = new SplittableRandom(seed);
        this.tripsPerSecondAndEdge = vehiclesPerHourAndEdge / 3600 / MEAN_EDGES;
        this.waiting = new int[roads.edges().count()];
    }

    /** A second goes by: who wants to begin a trip, and finds room, does. */
    void step(IntPredicate enter) {
        for (int edge = 0; edge < waiting.length; edge++) {
            if (!roads.edges().allows(edge, VehicleClass.PASSENGER)) {
                continue;
            }
            waiting[edge] += random.nextDouble() < tripsPerSecondAndEdge ? 1 : 0;
            if (waiting[edge] > 0 && enter.test(edge)) {
                waiting[edge]--;
            }
        }
    }

    /** How many edges a new trip has. */
    int tripEdges() {
        double edges = -Math.log(1 - random.nextDouble()) * (MEAN_EDGES - 1);
        return 1 + Math.min(MOST_EDGES, (int) Math.rint(edges));
    }

    /** Where on its last edge a trip ends: somewhere in its middle. */
    double endShare() {
        return random.nextDouble(0.3, 0.8);
    }

    /** A turn from that edge by the ratios, from the lane with the fewest vehicles; ENDS_HERE if there is none. */
    int turnFrom(int edge, IntUnaryOperator vehicles) {
        Turns turns = roads.turns();
        double all = 0;
        int chosen = Vehicle.ENDS_HERE;
        for (int turn = turns.firstFrom(edge); turn < turns.endFrom(edge); turn++) {
            boolean isFirstInto = turns.find(edge, turns.toEdge(turn), VehicleClass.PASSENGER) == turn;
            double weight = isFirstInto ? weight(turns.direction(turn)) : 0;
            all += weight;
            if (weight > 0 && random.nextDouble() * all < weight) {
                chosen = turn;
            }
        }
        return chosen == Vehicle.ENDS_HERE
                ? chosen
                : turnInto(edge, turns.toEdge(chosen), VehicleClass.PASSENGER, vehicles);
    }

    private static double weight(char direction) {
        return switch (direction) {
            case 's' -> TURN_WEIGHTS[0];
            case 'r', 'R' -> TURN_WEIGHTS[1];
            case 'l', 'L' -> TURN_WEIGHTS[2];
            default -> TURN_WEIGHTS[3];
        };
    }

    /** Of the turns between two edges the one from the emptiest lane; ENDS_HERE if there is none. */
    int turnInto(int edge, int next, VehicleClass vehicle, IntUnaryOperator vehicles) {
        Turns turns = roads.turns();
        int chosen = Vehicle.ENDS_HERE;
        for (int turn = turns.firstFrom(edge); turn < turns.endFrom(edge); turn++) {
            if (turns.toEdge(turn) == next
                    && turns.allows(turn, vehicle)
                    && (chosen < 0
                            || vehicles.applyAsInt(turns.fromLane(turn))
                                    < vehicles.applyAsInt(turns.fromLane(chosen)))) {
                chosen = turn;
            }
        }
        return chosen;
    }
}
