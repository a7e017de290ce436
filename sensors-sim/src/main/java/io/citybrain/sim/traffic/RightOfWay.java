package io.citybrain.sim.traffic;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.Turns;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Whether the first vehicle at a stop line may drive: what its lamp shows, and who comes that it must let pass. */
final class RightOfWay {
    /** A gap in the traffic that must be let pass: HCM's critical gap for a left turn is 4.1 s. */
    private static final double GAP_SECONDS = 4.1;
    /** Somebody lets it in at last. */
    private static final int PATIENCE_SECONDS = 30;

    private final RoadNetwork roads;
    private final Lamps lamps;
    private final IntFunction<Vehicle> first;
    private final int[][] letsPass;
    private final int[] waited;

    /** @param first the first vehicle of a lane, or null */
    RightOfWay(RoadNetwork roads, Lamps lamps, IntFunction<Vehicle> first) {
        this.roads = roads;
        this.lamps = lamps;
        this.first = first;
        this.letsPass = new int[roads.turns().count()][];
        this.waited = new int[roads.turns().count()];
    }

    boolean mayGo(int turn) {
        return switch (letter(turn)) {
            case 'G', 'O', 'M' -> true;
            case 'r', 'u', 'y', 'Y' -> false;
            default -> findsGap(turn);
        };
    }

    private char letter(int turn) {
        int signal = roads.turns().signal(turn);
        return signal == Turns.UNCONTROLLED
                ? roads.turns().rightOfWay(turn)
                : lamps.state(signal).charAt(roads.turns().link(turn));
    }

    private boolean findsGap(int turn) {
        for (int other : letsPass(turn)) {
            if (waited[turn] < PATIENCE_SECONDS && isComing(other)) {
                waited[turn]++;
                return false;
            }
        }
        waited[turn] = 0;
        return true;
    }

    private boolean isComing(int turn) {
        Vehicle vehicle = first.apply(roads.turns().fromLane(turn));
        if (vehicle == null || vehicle.turn != turn) {
            return false;
        }
        int lane = vehicle.lane;
        double gap = GAP_SECONDS * roads.lanes().speedMetresPerSecond(lane);
        char letter = letter(turn);
        return vehicle.now > roads.lanes().lengthMetres(lane) - gap && letter != 'r' && letter != 'y';
    }

    private int[] letsPass(int turn) {
        if (letsPass[turn] == null) {
            letsPass[turn] = findWhomItLetsPass(turn);
        }
        return letsPass[turn];
    }

    private int[] findWhomItLetsPass(int turn) {
        int junction = roads.junctionOf(turn);
        int request = roads.turns().request(turn);
        IntStream.Builder found = IntStream.builder();
        for (int other = 0; request >= 0 && other < roads.turns().count(); other++) {
            if (roads.junctionOf(other) == junction
                    && roads.turns().request(other) >= 0
                    && roads.junctions()
                            .waitsFor(junction, request, roads.turns().request(other))) {
                found.add(other);
            }
        }
        return found.build().toArray();
    }
}
