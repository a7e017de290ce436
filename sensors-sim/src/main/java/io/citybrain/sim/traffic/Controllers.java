package io.citybrain.sim.traffic;

import io.citybrain.city.greenwave.PriorityCommand;
import io.citybrain.city.greenwave.PriorityStatus;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.Signal;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.sim.signals.FixedProgramme;
import io.citybrain.sim.signals.SignalController;
import io.citybrain.sim.signals.SignalHead;
import io.citybrain.sim.signals.SignalLayout;
import io.citybrain.sim.signals.SignalMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The controllers of all signals of a network, by the network's index. Outside they are in city time; their programmes
 * run on a clock that may begin elsewhere, as SUMO's does.
 */
final class Controllers {
    private final RoadNetwork roads;
    private final List<SignalController> controllers = new ArrayList<>();
    private final List<SignalLayout> layouts = new ArrayList<>();
    private final String[] states;
    private final long zeroMillis;
    private long nowMillis;

    /**
     * Makes them.
     *
     * @param zeroMillis the city's time at which the programmes' clock is 0
     * @param head what a controller's lamps are
     * @param answers where their answers go
     */
    Controllers(
            RoadNetwork roads, long zeroMillis, Function<Signal, SignalHead> head, Consumer<PriorityStatus> answers) {
        this.roads = roads;
        this.zeroMillis = zeroMillis;
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

    private long ownMillis() {
        return nowMillis - zeroMillis;
    }

    /** What a signal tells of itself, but for its lamps and faults. */
    Reading tell(int signal) {
        SignalController controller = controllers.get(signal);
        Reading reading = Reading.of(controller.signal(), Kind.TRAFFIC_SIGNAL, nowMillis)
                .with(Quantity.PROGRAM, controller.program())
                .with(Quantity.REMAINING_SECONDS, controller.remainingSeconds(ownMillis()));
        if (!controller.isFree()) {
            return reading;
        }
        FixedProgramme programme = layouts.get(signal).programme();
        return reading.with(Quantity.PHASE, programme.phaseAt(ownMillis()))
                .with(Quantity.ELAPSED_SECONDS, (ownMillis() - programme.phaseBeganAt(ownMillis())) / 1_000.0);
    }

    /** The name of what a signal runs. */
    String program(int signal) {
        return controllers.get(signal).program();
    }

    /** True while every signal runs its own programme. */
    boolean areFree() {
        return controllers.stream().allMatch(SignalController::isFree);
    }

    /** It is so late; commands come before the tick. */
    void at(long atMillis) {
        nowMillis = atMillis;
    }

    /** Decides what the lamps show for the next second. */
    void tick(long atMillis) {
        at(atMillis);
        for (int i = 0; i < controllers.size(); i++) {
            controllers.get(i).tick(ownMillis());
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
                    command.validUntilMillis() - zeroMillis,
                    ownMillis());
        } else {
            controller.release(command.mission(), command.sequence());
        }
    }
}
