package io.citybrain.city.greenwave;

import java.util.ArrayList;
import java.util.List;

/** Which junctions of a planned mission want green now. */
final class CallFinder {
    /** A green asked for early is given back only if the ambulance has fallen behind by more than this. */
    private static final long SLIP_MILLIS = 15_000;
    /** What a hold needs beyond the ETA until the junction is behind. */
    private static final long PASSING_MILLIS = 6_000;
    /** The next stop line of the same controller is served with the one before it if it is so near. */
    private static final double SAME_CONTROLLER_METRES = 300;

    private final StreetState street;
    private final CorridorPlanner planner;
    private final StageChooser stages;
    private final HoldBook holds;
    private final EscortSettings.Lead lead;

    CallFinder(
            StreetState street,
            CorridorPlanner planner,
            StageChooser stages,
            HoldBook holds,
            EscortSettings.Lead lead) {
        this.street = street;
        this.planner = planner;
        this.stages = stages;
        this.holds = holds;
        this.lead = lead;
    }

    void find(MissionRun run, long nowMillis, List<PriorityCall> calls) {
        int before = calls.size();
        findOnTheWay(run, nowMillis, calls);
        findAtDestination(run, nowMillis, calls, calls.subList(before, calls.size()));
    }

    private void findOnTheWay(MissionRun run, long nowMillis, List<PriorityCall> calls) {
        Corridor corridor = run.corridor();
        double metres = run.progress.metresAt(nowMillis);
        for (int j = 0; j < corridor.junctions().size(); j++) {
            JunctionAhead junction = corridor.junctions().get(j);
            int open = junction.firstOpen(run.progress.metres(), run.progress.marginMetres());
            if (open == junction.lines().size()) {
                continue;
            }
            if (run.schedule.greenFrom(j) > nowMillis + SLIP_MILLIS
                    && junction.lines().get(open).atMetres() - metres > lead.reachMetres()) {
                return;
            }
            String fault = street.fault(junction.signal());
            if (fault != null) {
                run.answer(junction.signalId(), fault);
            } else if (wantsGreen(run, j, junction, junction.lines().get(open), metres, nowMillis)) {
                calls.add(new PriorityCall(run, junction, together(junction, open), run.schedule.etaAt(j)));
            }
        }
    }

    /** Who stands before the destination is let go, though the ambulance will not pass that signal. */
    private void findAtDestination(
            MissionRun run, long nowMillis, List<PriorityCall> calls, List<PriorityCall> onTheWay) {
        JunctionAhead end = run.corridor().atDestination();
        if (end == null || street.fault(end.signal()) != null || !planner.isDestinationBarred(run)) {
            return;
        }
        long early = (long) (planner.earlySeconds(run, end.first(), nowMillis) * 1000);
        boolean isDue = run.schedule.arrivalAt() - nowMillis <= early || isBlockedBefore(run, end, nowMillis);
        if (isDue && onTheWay.stream().noneMatch(call -> call.junction().signal() == end.signal())) {
            calls.add(new PriorityCall(run, end, end.lines(), run.schedule.arrivalAt()));
        }
    }

    /** It is at the last junction, and can't go because the street of the destination stands. */
    private boolean isBlockedBefore(MissionRun run, JunctionAhead end, long nowMillis) {
        List<JunctionAhead> junctions = run.corridor().junctions();
        if (junctions.isEmpty()) {
            return false;
        }
        JunctionAhead last = junctions.get(junctions.size() - 1);
        return isNear(last, run.progress.metresAt(nowMillis))
                && planner.isBlockedBetween(run.corridor(), last, end, isHeldFor(run, end));
    }

    private boolean isNear(JunctionAhead junction, double metres) {
        return junction.first().atMetres() - metres <= lead.reachMetres();
    }

    private boolean wantsGreen(
            MissionRun run, int j, JunctionAhead junction, StopLine line, double metres, long nowMillis) {
        long untilThere = run.schedule.etaAt(j) - nowMillis;
        if (line.atMetres() - metres <= lead.reachMetres() || untilThere <= lead.reachSeconds() * 1000) {
            return true;
        }
        if (isBlockedBehind(run, j, metres)) {
            return true;
        }
        SignalHold hold = holds.find(junction.signal());
        if (hold != null && hold.isHeldFor(run.mission)) {
            return nowMillis >= run.schedule.greenFrom(j) - SLIP_MILLIS;
        }
        // a queue too long to be emptied in time is not helped by starting early, only others are hurt
        return nowMillis >= run.schedule.greenFrom(j)
                && !run.schedule.isCrowded(j)
                && (hold == null || hold.hasRoomFor(untilThere + PASSING_MILLIS))
                && planner.hasExitRoom(run.corridor(), junction);
    }

    private boolean isHeldFor(MissionRun run, JunctionAhead junction) {
        SignalHold hold = holds.find(junction.signal());
        return hold != null && hold.isHeldFor(run.mission);
    }

    /** The ambulance is at the junction before, and can't go because nobody behind it goes. */
    private boolean isBlockedBehind(MissionRun run, int j, double metres) {
        Corridor corridor = run.corridor();
        if (j == 0) {
            return false;
        }
        JunctionAhead before = corridor.junctions().get(j - 1);
        JunctionAhead junction = corridor.junctions().get(j);
        return isNear(before, metres) && planner.isBlockedBetween(corridor, before, junction, isHeldFor(run, junction));
    }

    /** The first open line and those after it that one stage serves as well. */
    private List<StopLine> together(JunctionAhead junction, int open) {
        List<StopLine> lines = new ArrayList<>();
        for (int i = open; i < junction.lines().size(); i++) {
            StopLine line = junction.lines().get(i);
            boolean near = line.atMetres() - junction.lines().get(open).atMetres() <= SAME_CONTROLLER_METRES;
            if (!near || !lines.stream().allMatch(before -> stages.canServeBoth(before, line))) {
                break;
            }
            lines.add(line);
        }
        return lines;
    }
}
