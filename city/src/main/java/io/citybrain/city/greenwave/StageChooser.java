package io.citybrain.city.greenwave;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Which links of a controller are green together for an ambulance. Its own links are protected: no foe of theirs is
 * green. The whole approach goes with them, or a car that waits for another movement blocks the lane; and because all
 * that is not listed shows red, whatever does not conflict is listed as well, the longest queue first.
 */
final class StageChooser {
    private final RoadNetwork roads;
    private final IntToDoubleFunction queuedVehiclesOnEdge;

    StageChooser(RoadNetwork roads, IntToDoubleFunction queuedVehiclesOnEdge) {
        this.roads = roads;
        this.queuedVehiclesOnEdge = queuedVehiclesOnEdge;
    }

    /** True if both lines, of the same controller, can be served at once. */
    boolean canServeBoth(StopLine line, StopLine other) {
        Signal signal = roads.signals().get(line.signal());
        for (int link : line.own()) {
            for (int otherLink : other.own()) {
                if (signal.areFoes(link, otherLink) || signal.areInConflict(link, otherLink)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** True if the controller has all those links and none conflicts with another. */
    boolean isStage(int controller, int[] links) {
        Signal signal = roads.signals().get(controller);
        for (int link : links) {
            if (link < 0 || link >= signal.linkCount()) {
                return false;
            }
            for (int other : links) {
                if (other < signal.linkCount() && signal.areInConflict(link, other)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** True if those links have the lines' own among them, and none of their foes. */
    boolean serves(List<StopLine> lines, int[] links) {
        Signal signal = roads.signals().get(lines.get(0).signal());
        for (StopLine line : lines) {
            for (int own : line.own()) {
                if (Arrays.binarySearch(links, own) < 0) {
                    return false;
                }
                for (int link : links) {
                    if (signal.areFoes(own, link)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /**
     * The links for some lines of one controller, the most important first, all of which can be served at once.
     *
     * @param narrowed 0 = all that is compatible, 1 = the approaches only, 2 = the ambulance's own movements only
     * @return ascending
     */
    int[] choose(List<StopLine> lines, int narrowed) {
        Signal signal = roads.signals().get(lines.get(0).signal());
        BitSet own = new BitSet();
        lines.forEach(line -> setAll(own, line.own()));
        BitSet chosen = (BitSet) own.clone();
        if (narrowed < 2) {
            lines.forEach(line -> addCompatible(signal, line.approach(), own, chosen));
        }
        if (narrowed < 1) {
            addCompatible(signal, othersByQueue(signal, chosen), own, chosen);
        }
        return chosen.stream().toArray();
    }

    private static void setAll(BitSet set, int[] links) {
        for (int link : links) {
            set.set(link);
        }
    }

    private static void addCompatible(Signal signal, int[] candidates, BitSet own, BitSet chosen) {
        for (int link : candidates) {
            if (!chosen.get(link) && fits(signal, link, own, chosen)) {
                chosen.set(link);
            }
        }
    }

    private static boolean fits(Signal signal, int link, BitSet own, BitSet chosen) {
        for (int other = chosen.nextSetBit(0); other >= 0; other = chosen.nextSetBit(other + 1)) {
            boolean foes = signal.areFoes(link, other);
            if (signal.areInConflict(link, other) || (foes && (own.get(other) || signal.isCrossing(link)))) {
                return false;
            }
        }
        return true;
    }

    private int[] othersByQueue(Signal signal, BitSet chosen) {
        List<Integer> links = new ArrayList<>();
        double[] queue = new double[signal.linkCount()];
        for (int link = 0; link < signal.linkCount(); link++) {
            int[] turns = signal.turns(link);
            if (chosen.get(link) || (turns.length == 0 && !signal.isCrossing(link))) {
                continue;
            }
            queue[link] = turns.length == 0
                    ? -1
                    : queuedVehiclesOnEdge.applyAsDouble(roads.turns().fromEdge(turns[0]));
            links.add(link);
        }
        links.sort((a, b) -> Double.compare(queue[b], queue[a]));
        return links.stream().mapToInt(Integer::intValue).toArray();
    }
}
