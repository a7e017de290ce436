package io.citybrain.city.greenwave;

import java.util.ArrayList;
import java.util.List;

/** Shows the plans: a new revision when there is something to see, not each second. */
final class PlanBoard {
    /** An ETA that moves by less is the same ETA to a reader. */
    private static final long SAME_MILLIS = 3_000;

    private final EscortOutputs outputs;

    PlanBoard(EscortOutputs outputs) {
        this.outputs = outputs;
    }

    /** Publishes a mission's plan if it has changed since the last time. */
    void show(MissionRun run, long nowMillis) {
        List<PlannedJunction> junctions = new ArrayList<>();
        boolean isAhead = !run.status().isEnd() && !run.is(MissionStatus.LOST);
        if (run.corridor() != null && !run.schedule.isEmpty() && isAhead) {
            addJunctions(run, junctions);
        }
        Shown now = shown(run, junctions);
        if (run.shown != null && now.looksLike(run.shown)) {
            return;
        }
        run.shown = now;
        outputs.plan(new MissionPlan(
                run.mission,
                run.ambulance,
                run.nextRevision(),
                nowMillis,
                run.status(),
                run.reason(),
                List.of(run.route()),
                now.etaAt,
                now.etaWithoutPriorityAt,
                List.copyOf(junctions),
                run.savedSeconds()));
    }

    /** It has been told before: only what changes from now on is. */
    void haveShown(MissionRun run) {
        run.shown = shown(run, List.of());
    }

    private static Shown shown(MissionRun run, List<PlannedJunction> junctions) {
        return new Shown(
                run.status(),
                run.reason(),
                run.route(),
                run.schedule.arrivalAt(),
                run.schedule.arrivalWithoutPriorityAt(),
                junctions);
    }

    private static void addJunctions(MissionRun run, List<PlannedJunction> junctions) {
        for (int j = 0; j < run.corridor().junctions().size(); j++) {
            JunctionAhead junction = run.corridor().junctions().get(j);
            int open = junction.firstOpen(run.progress.metres(), run.progress.marginMetres());
            if (open < junction.lines().size()) {
                junctions.add(new PlannedJunction(
                        junction.signalId(),
                        junction.lines().get(open).own(),
                        run.schedule.etaAt(j),
                        run.schedule.greenFrom(j),
                        run.schedule.clearedAt(j),
                        run.answer(junction.signalId())));
            }
        }
    }

    /** What a reader has seen last. */
    record Shown(
            MissionStatus status,
            String reason,
            String[] route,
            long etaAt,
            long etaWithoutPriorityAt,
            List<PlannedJunction> junctions) {
        @SuppressWarnings("ReferenceEquality") // a new route is a new array
        boolean looksLike(Shown before) {
            if (status != before.status
                    || route != before.route
                    || !java.util.Objects.equals(reason, before.reason)
                    || junctions.size() != before.junctions.size()
                    || differ(etaAt, before.etaAt)) {
                return false;
            }
            for (int i = 0; i < junctions.size(); i++) {
                PlannedJunction junction = junctions.get(i);
                PlannedJunction old = before.junctions.get(i);
                if (!junction.answer().equals(old.answer()) || differ(junction.etaAtMillis(), old.etaAtMillis())) {
                    return false;
                }
            }
            return true;
        }

        private static boolean differ(long atMillis, long otherMillis) {
            return Math.abs(atMillis - otherMillis) >= SAME_MILLIS;
        }
    }
}
