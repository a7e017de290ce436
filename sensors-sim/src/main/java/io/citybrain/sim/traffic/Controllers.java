package io.citybrain.sim.traffic;

import io.citybrain.city.greenwave.PriorityCommand;
import io.citybrain.city.greenwave.PriorityStatus;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.Signal;
import io.citybrain.sim.signals.SignalController;
import io.citybrain.sim.signals.SignalHead;
import io.citybrain.sim.signals.SignalLayout;
import io.citybrain.sim.signals.SignalMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** The controllers of all signals of a network, by the network's index. */
final class Controllers {
    private final RoadNetwork roads;
    private final List<SignalController> controllers = new ArrayList<>();
    private final List<SignalLayout> layouts = new ArrayList<>();
    private final String[] states;
    private long nowMillis;

    /**
     * Makes them.
     *
     * @param head what a controller's lamps are
     * @param answers where their answers go
     */
    Controllers(RoadNetwork roads, Function<Signal, SignalHead> head, Consumer<PriorityStatus> answers) {
        this.roads = roads;
        for (int i = 0; i < roads.signals().count(); i++) {
            Signal signal = roads.signals().get(i);
            SignalLayout layout = SignalMap.layout(roads, signal);
            layouts.add(layout);
            controllers.add(new SignalController(
                    layout,
                    head.apply(signal),
                    (mission, sequence, status, reason) -> answers.accept(
                            new PriorityStatus(signal.id(), mission, sequence, status, reason, nowMillis))));
        }
        states = new String[controllers.size()];
    }

    int count() {
        return controllers.size();
    }

    SignalController get(int signal) {
        return controllers.get(signal);
    }

    SignalLayout layout(int signal) {
        return layouts.get(signal);
    }

    /** It is so late; commands come before the tick. */
    void at(long atMillis) {
        nowMillis = atMillis;
    }

    /** Decides what the lamps show for the next second. */
    void tick(long atMillis) {
        at(atMillis);
        for (int i = 0; i < controllers.size(); i++) {
            controllers.get(i).tick(atMillis);
            states[i] = controllers.get(i).state();
        }
    }

    /** What the lamps of a signal show, a letter for each link; null before the first tick. */
    String state(int signal) {
        return states[signal];
    }

    /** A command for a signal that is not here is not ours. */
    void hear(PriorityCommand command) {
        int signal = roads.signals().find(command.signal());
        if (signal < 0) {
            return;
        }
        SignalController controller = controllers.get(signal);
        if (command.hold()) {
            controller.hold(
                    command.mission(),
                    command.sequence(),
                    command.links(),
                    command.leaseSeconds(),
                    command.validUntilMillis(),
                    nowMillis);
        } else {
            controller.release(command.mission(), command.sequence());
        }
    }
}
