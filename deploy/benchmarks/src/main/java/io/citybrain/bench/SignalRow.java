package io.citybrain.bench;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.Signal;
import io.citybrain.sim.safety.SafetyChecker;
import io.citybrain.sim.safety.SignalFacts;
import io.citybrain.sim.safety.Violation;
import io.citybrain.sim.signals.PriorityAnswers;
import io.citybrain.sim.signals.SignalController;
import io.citybrain.sim.signals.SignalMap;
import io.citybrain.sim.signals.SumoSignalHead;
import io.citybrain.sim.traci.Sumo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A network's signal as the benchmark has it: a controller in the street and a checker that watches its lamps. */
record SignalRow(SignalController controller, SafetyChecker checker) {
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
                    new SignalController(SignalMap.layout(roads, signal), head, answers.of(signal.id())),
                    new SafetyChecker(SignalFacts.of(signal), longestSeizureSeconds, found)));
        }
        return rows;
    }
}
