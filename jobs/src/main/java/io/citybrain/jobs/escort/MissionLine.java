package io.citybrain.jobs.escort;

import io.citybrain.city.greenwave.Mission;
import io.citybrain.city.greenwave.MissionPlan;
import java.util.Arrays;

/**
 * How a mission stands, for the store: one row a mission, which each plan replaces.
 *
 * @param decidedBy who approved or refused it; empty = undecided
 * @param etaSeconds from now; NaN = not known
 * @param etaWithoutPrioritySeconds from now; NaN = not known
 * @param heldSeconds for how long signals have been held for it, all together
 * @param savedSeconds NaN before arrival
 */
public record MissionLine(
        String mission,
        String ambulance,
        long requestedAtMillis,
        int urgency,
        int revision,
        String status,
        String reason,
        String decidedBy,
        int routeEdges,
        double etaSeconds,
        double etaWithoutPrioritySeconds,
        double heldSeconds,
        int heldSignals,
        double savedSeconds) {

    static MissionLine of(MissionPlan plan, Mission mission) {
        return new MissionLine(
                plan.mission(),
                plan.ambulance(),
                mission.requestedAtMillis(),
                mission.urgency(),
                plan.revision(),
                plan.status().word(),
                orEmpty(plan.reason()),
                orEmpty(mission.decidedBy()),
                plan.route().size(),
                secondsUntil(plan.etaAtMillis(), plan),
                secondsUntil(plan.etaWithoutPriorityAtMillis(), plan),
                Arrays.stream(mission.seizedMillis()).sum() / 1000.0,
                mission.seizedSignals().length,
                plan.savedSeconds());
    }

    private static double secondsUntil(long atMillis, MissionPlan plan) {
        return atMillis == 0 ? Double.NaN : (atMillis - plan.plannedAtMillis()) / 1000.0;
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
