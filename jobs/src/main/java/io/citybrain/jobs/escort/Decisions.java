package io.citybrain.jobs.escort;

import io.citybrain.city.greenwave.EscortEvent;
import io.citybrain.city.greenwave.EscortOutputs;
import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.PriorityCommand;
import java.util.ArrayList;
import java.util.List;

/** What the desk decided in one step, in its order. */
final class Decisions implements EscortOutputs {
    final List<MissionPlan> plans = new ArrayList<>();
    final List<PriorityCommand> commands = new ArrayList<>();
    final List<EscortEvent> events = new ArrayList<>();

    @Override
    public void plan(MissionPlan plan) {
        plans.add(plan);
    }

    @Override
    public void command(PriorityCommand command) {
        commands.add(command);
    }

    @Override
    public void event(EscortEvent event) {
        events.add(event);
    }

    boolean isEmpty() {
        return plans.isEmpty() && commands.isEmpty() && events.isEmpty();
    }

    void clear() {
        plans.clear();
        commands.clear();
        events.clear();
    }
}
