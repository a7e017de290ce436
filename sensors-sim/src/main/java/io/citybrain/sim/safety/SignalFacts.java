package io.citybrain.sim.safety;

import io.citybrain.city.roads.Signal;
import java.util.BitSet;
import java.util.List;

/**
 * What the map says of a signal.
 *
 * @param phases its own programme, in order; it repeats
 * @param foes by link: links from other edges whose ways touch its own, from the map's {@code request} elements
 * @param crossingMetres by link: the length of a pedestrian crossing, 0 for vehicles
 */
public record SignalFacts(String signal, List<Phase> phases, BitSet[] foes, double[] crossingMetres) {
    /**
     * One phase.
     *
     * @param minGreenSeconds what the programme says, 0 if it says nothing
     */
    public record Phase(String state, double seconds, double minGreenSeconds) {}

    /** The map does not give it yet; a crossing of two lanes and a median. */
    private static final double CROSSING_METRES = 10;

    /** What a road network says of it. */
    public static SignalFacts of(Signal signal) {
        int links = signal.linkCount();
        BitSet[] foes = new BitSet[links];
        double[] crossings = new double[links];
        for (int link = 0; link < links; link++) {
            foes[link] = new BitSet();
            crossings[link] = signal.isCrossing(link) ? CROSSING_METRES : 0;
            for (int other = 0; other < links; other++) {
                foes[link].set(other, signal.areFoes(link, other));
            }
        }
        List<Phase> phases = signal.programme().phases().stream()
                .map(phase -> new Phase(
                        phase.state(),
                        phase.durationSeconds(),
                        phase.minSeconds() < phase.durationSeconds() ? phase.minSeconds() : 0))
                .toList();
        return new SignalFacts(signal.id(), phases, foes, crossings);
    }

    boolean isCrossing(int link) {
        return crossingMetres[link] > 0;
    }

    boolean areEverTogether(int a, int b, String lettersOfA, String lettersOfB) {
        return phases.stream()
                .anyMatch(phase -> lettersOfA.indexOf(phase.state().charAt(a)) >= 0
                        && lettersOfB.indexOf(phase.state().charAt(b)) >= 0);
    }

    /** Yellow that must follow the link's green if somebody else than the programme ends it. */
    double yellowSeconds(int link) {
        return Math.max(3, programmesYellowSeconds(link));
    }

    /** The longest yellow of the programme itself; 0 if it has none. */
    double programmesYellowSeconds(int link) {
        return phases.stream()
                .filter(phase -> "yY".indexOf(phase.state().charAt(link)) >= 0)
                .mapToDouble(Phase::seconds)
                .max()
                .orElse(0);
    }

    /** The programme's own, or 5 s; never more than the shortest phase in which it gives the link green. */
    double minGreenSeconds(int link) {
        return phases.stream()
                .filter(phase -> "gG".indexOf(phase.state().charAt(link)) >= 0)
                .mapToDouble(
                        phase -> Math.min(phase.seconds(), phase.minGreenSeconds() > 0 ? phase.minGreenSeconds() : 5))
                .min()
                .orElse(5);
    }
}
