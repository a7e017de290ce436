package io.citybrain.city.greenwave;

import java.util.List;

/**
 * What the world sees of a mission, retained while it runs.
 *
 * @param revision rises with each plan of the mission
 * @param reason why it was refused, cancelled, lost, or is without priority; null if there is nothing to say
 * @param route edges from the origin to the destination; empty if none is known
 * @param etaAtMillis when it arrives; 0 = not known
 * @param etaWithoutPriorityAtMillis when it would arrive if the signals did not help, from now on; 0 = not known
 * @param junctions the signals ahead, nearest first
 * @param savedSeconds at arrival: how much earlier than expected without priority at dispatch; NaN before
 */
public record MissionPlan(
        String mission,
        String ambulance,
        int revision,
        long plannedAtMillis,
        MissionStatus status,
        String reason,
        List<String> route,
        long etaAtMillis,
        long etaWithoutPriorityAtMillis,
        List<PlannedJunction> junctions,
        double savedSeconds) {}
