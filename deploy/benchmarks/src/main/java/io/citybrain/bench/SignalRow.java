package io.citybrain.bench;

import io.citybrain.city.roads.Programme;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.Signal;
import io.citybrain.sim.safety.SafetyChecker;
import io.citybrain.sim.safety.SignalFacts;
import io.citybrain.sim.safety.Violation;
import io.citybrain.sim.signals.FixedProgramme;
import io.citybrain.sim.signals.PriorityAnswers;
import io.citybrain.sim.signals.SignalController;
import io.citybrain.sim.signals.SignalLayout;
import io.citybrain.sim.signals.SumoSignalHead;
import io.citybrain.sim.traci.Sumo;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/** A network's signal as the benchmark has it: a controller in the street and a checker that watches its lamps. */
record SignalRow(SignalController controller, SafetyChecker checker) {
    /** The map does not give it yet; a crossing of two lanes and a median. */
    private static final double CROSSING_METRES = 10;

    interface Answers {
        PriorityAnswers of(String signal);
    }

    static List<SignalRow> of(
            RoadNetwork roads, Sumo sumo, Answers answers, double longestSeizureSeconds, Consumer<Violation> found) {
        List<SignalRow> rows = new ArrayList<>();
        for (int i = 0; i < roads.signals().count(); i++) {
            Signal signal = roads.signals().get(i);
            SumoSignalHead head =
                    new SumoSignalHead(sumo, signal.id(), signal.programme().id());
            rows.add(new SignalRow(
                    new SignalController(layout(roads, signal), head, answers.of(signal.id())),
                    new SafetyChecker(facts(signal), longestSeizureSeconds, found)));
        }
        return rows;
    }

    static SignalLayout layout(RoadNetwork roads, Signal signal) {
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
                if (junction == roads.junctionOf(otherTurn)
                        && roads.turns().request(turn) >= 0
                        && roads.turns().request(otherTurn) >= 0
                        && roads.junctions()
                                .waitsFor(
                                        junction,
                                        roads.turns().request(turn),
                                        roads.turns().request(otherTurn))) {
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

    private static SignalFacts facts(Signal signal) {
        int links = signal.linkCount();
        BitSet[] foes = new BitSet[links];
        for (int link = 0; link < links; link++) {
            foes[link] = new BitSet();
            for (int other = 0; other < links; other++) {
                foes[link].set(other, signal.areFoes(link, other));
            }
        }
        List<SignalFacts.Phase> phases = signal.programme().phases().stream()
                .map(phase -> new SignalFacts.Phase(phase.state(), phase.durationSeconds(), saidMinimum(phase)))
                .toList();
        return new SignalFacts(signal.id(), phases, foes, crossings(signal));
    }
}
