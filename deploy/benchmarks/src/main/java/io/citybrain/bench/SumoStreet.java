package io.citybrain.bench;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.sim.safety.Violation;
import io.citybrain.sim.signals.PriorityAnswers;
import io.citybrain.sim.signals.SignalController;
import io.citybrain.sim.traci.Domain;
import io.citybrain.sim.traci.Sumo;
import io.citybrain.sim.traci.Values;
import io.citybrain.sim.traci.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All signals of a simulation: they get commands, tick, and are watched. */
final class SumoStreet {
    private final Sumo sumo;
    private final Map<String, SignalRow> signals = new LinkedHashMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private double seizedSeconds;

    SumoStreet(Sumo sumo, RoadNetwork roads, double longestSeizureSeconds, SignalRow.Answers answers) {
        this.sumo = sumo;
        SignalRow.of(roads, sumo, answers, longestSeizureSeconds, violations::add)
                .forEach(row -> signals.put(row.controller().signal(), row));
        signals.keySet().forEach(signal -> sumo.subscribe(Domain.SIGNAL, signal, Variable.SIGNAL_STATE));
    }

    static PriorityAnswers silent(String signal) {
        return (mission, sequence, status, reason) -> {};
    }

    SignalController controller(String signal) {
        return signals.get(signal).controller();
    }

    Iterable<String> signals() {
        return signals.keySet();
    }

    /** Before a step: the controllers decide what it shows. */
    void tick(double seconds) {
        for (SignalRow row : signals.values()) {
            row.controller().tick(Math.round(seconds * 1_000));
        }
    }

    /** After a step: the lamps as SUMO itself tells them. */
    void look(double seconds) {
        for (Map.Entry<String, SignalRow> signal : signals.entrySet()) {
            Values news = sumo.news(Domain.SIGNAL).get(signal.getKey());
            SignalRow row = signal.getValue();
            boolean seized = !row.controller().isFree();
            row.checker().look(seconds, news.text(Variable.SIGNAL_STATE), seized);
            seizedSeconds += seized ? 1 : 0;
        }
    }

    boolean isFree() {
        return signals.values().stream().allMatch(row -> row.controller().isFree());
    }

    void notReleased(double seconds) {
        for (SignalRow row : signals.values()) {
            if (!row.controller().isFree()) {
                violations.add(
                        new Violation(seconds, row.controller().signal(), "it was not released after the arrival"));
            }
        }
    }

    List<Violation> violations() {
        return violations;
    }

    double seizedSeconds() {
        return seizedSeconds;
    }
}
