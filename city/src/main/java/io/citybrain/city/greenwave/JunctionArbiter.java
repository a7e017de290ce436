package io.citybrain.city.greenwave;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Several ambulances at one junction: the more urgent first, then who is there earlier; who holds it already keeps it
 * unless the other is more urgent or clearly earlier. Whoever fits into the same stage is served with the first.
 */
final class JunctionArbiter {
    private static final long HOLDER_ADVANTAGE_MILLIS = 15_000;

    private final StageChooser stages;

    JunctionArbiter(StageChooser stages) {
        this.stages = stages;
    }

    /**
     * Which calls of one junction are served, best first; the others are outranked by the first.
     *
     * @param calls at least one, all for the same controller
     * @param holder the mission that holds it, or null
     */
    List<PriorityCall> serve(List<PriorityCall> calls, String holder) {
        if (calls.size() == 1) {
            return calls;
        }
        List<PriorityCall> ranked = new ArrayList<>(calls);
        ranked.sort(Comparator.comparingInt((PriorityCall call) -> call.run().urgency)
                .thenComparingLong(
                        call -> call.etaAtMillis() - (call.mission().equals(holder) ? HOLDER_ADVANTAGE_MILLIS : 0))
                .thenComparing(PriorityCall::mission));
        List<PriorityCall> served = new ArrayList<>();
        for (PriorityCall call : ranked) {
            if (served.stream().allMatch(before -> fit(before, call))) {
                served.add(call);
            }
        }
        return served;
    }

    private boolean fit(PriorityCall first, PriorityCall second) {
        return first.lines().stream()
                .allMatch(line -> second.lines().stream().allMatch(other -> stages.canServeBoth(line, other)));
    }
}
