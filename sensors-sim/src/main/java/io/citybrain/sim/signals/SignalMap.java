package io.citybrain.sim.signals;

import io.citybrain.city.roads.Programme;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.Signal;
import java.util.BitSet;
import java.util.List;

/** What a road network says of its signals, as a controller needs it. */
public final class SignalMap {
    /** The map does not give it yet; a crossing of two lanes and a median. */
    private static final double CROSSING_METRES = 10;

    private SignalMap() {}

    public static SignalLayout layout(RoadNetwork roads, Signal signal) {
        int links = signal.linkCount();
        BitSet[] conflicts = new BitSet[links];
        BitSet[] yieldsTo = new BitSet[links];
        for (int link = 0; link < links; link++) {
            conflicts[link] = new BitSet();
            yieldsTo[link] = new BitSet();
            for (int other = 0; other < links; other++) {
                conflicts[link].set(other, signal.areInConflict(link, other));
                yieldsTo[link].set(other, signal.areFoes(link, other) && mustYield(roads, signal, link, other));
            }
        }
        return new SignalLayout(signal.id(), programme(signal.programme()), conflicts, yieldsTo, crossings(signal));
    }

    /** As the map says; where it lets neither of two foes wait, the later link waits. */
    private static boolean mustYield(RoadNetwork roads, Signal signal, int link, int other) {
        boolean waits = waits(roads, signal, link, other);
        return waits || (link > other && !waits(roads, signal, other, link));
    }

    private static boolean waits(RoadNetwork roads, Signal signal, int link, int other) {
        for (int turn : signal.turns(link)) {
            for (int otherTurn : signal.turns(other)) {
                int junction = roads.junctionOf(turn);
                int request = roads.turns().request(turn);
                int otherRequest = roads.turns().request(otherTurn);
                if (junction == roads.junctionOf(otherTurn)
                        && request >= 0
                        && otherRequest >= 0
                        && roads.junctions().waitsFor(junction, request, otherRequest)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static FixedProgramme programme(Programme programme) {
        List<FixedProgramme.Phase> phases = programme.phases().stream()
                .map(phase -> new FixedProgramme.Phase(
                        phase.state(),
                        Math.round(phase.durationSeconds() * 1_000),
                        Math.round(saidMinimum(phase) * 1_000)))
                .toList();
        return new FixedProgramme(programme.id(), phases, Math.round(programme.offsetSeconds() * 1_000));
    }

    /** Where a programme names no minimum, its reader gives the duration. */
    private static double saidMinimum(Programme.Phase phase) {
        return phase.minSeconds() < phase.durationSeconds() ? phase.minSeconds() : 0;
    }

    private static double[] crossings(Signal signal) {
        double[] metres = new double[signal.linkCount()];
        for (int link = 0; link < metres.length; link++) {
            metres[link] = signal.isCrossing(link) ? CROSSING_METRES : 0;
        }
        return metres;
    }
}
