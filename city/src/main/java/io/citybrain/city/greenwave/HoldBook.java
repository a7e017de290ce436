package io.citybrain.city.greenwave;

import io.citybrain.city.roads.RoadNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All controllers that City Brain holds, has held lately, or may not hold now. Each for one mission at most. */
final class HoldBook {
    private static final String US = "city-brain";
    /**
     * A restored state is older than the newest command, and the clock may have been set back as well: more commands than
     * this were not sent in between.
     */
    private static final long SENT_SINCE_A_CHECKPOINT = 10_000;

    private final RoadNetwork roads;
    private final StageChooser stages;
    private final EscortSettings.Seizure rules;
    private final EscortOutputs outputs;
    private final Map<Integer, SignalHold> holds = new TreeMap<>();
    private long sequenceFloor;

    HoldBook(RoadNetwork roads, StageChooser stages, EscortSettings.Seizure rules, EscortOutputs outputs) {
        this.roads = roads;
        this.stages = stages;
        this.rules = rules;
        this.outputs = outputs;
    }

    /** What is known of a controller, or null. */
    SignalHold find(int signal) {
        return holds.get(signal);
    }

    /** Time passes: first what the clock alone decides. */
    void age(long stepMillis, long nowMillis) {
        for (SignalHold hold : holds.values()) {
            hold.age(stepMillis);
            if (hold.isUnanswered()) {
                event(nowMillis, hold, "not-answering", "planned without priority for " + rules.shunSeconds() + " s");
                release(hold, "not-answering", nowMillis, nowMillis);
                hold.shun();
            } else if (hold.isAtBound(stepMillis)) {
                release(hold, "bound", nowMillis, nowMillis);
                hold.rest();
            }
        }
        holds.values().removeIf(this::isForgotten);
    }

    /** Its sequence stays the least of all to come: a clock may be set back behind it one day. */
    private boolean isForgotten(SignalHold hold) {
        if (hold.isForgettable()) {
            sequenceFloor = Math.max(sequenceFloor, hold.sequence());
            return true;
        }
        return false;
    }

    /** Holds or renews a controller for the calls that are served there, best first. */
    void serve(List<PriorityCall> served, long nowMillis) {
        JunctionAhead junction = served.get(0).junction();
        SignalHold hold = holds.computeIfAbsent(
                junction.signal(), signal -> new SignalHold(junction.signalId(), rules, sequenceFloor));
        if (hold.isResting() || hold.isShunned()) {
            tell(served, hold.isResting() ? "resting" : "not-answering");
            return;
        }
        PriorityCall named = served.stream()
                .filter(call -> hold.isHeldFor(call.mission()))
                .findFirst()
                .orElse(served.get(0));
        long sentAt = newestNews(served, nowMillis);
        if (hold.mission() != null && !hold.isHeldFor(named.mission())) {
            release(hold, "handed over to " + named.mission(), nowMillis, sentAt);
        }
        if (hold.narrowed() >= SignalHold.NO_STAGE_AT_ALL) {
            giveUp(hold, served, nowMillis, sentAt);
            return;
        }
        boolean isNew = hold.mission() == null;
        int[] before = hold.links();
        List<StopLine> lines = new ArrayList<>();
        served.forEach(call -> lines.addAll(call.lines()));
        int[] links = hold.stage(lines, stages);
        PriorityCommand command = hold.hold(named.mission(), links, nowMillis, sentAt);
        outputs.command(command);
        if (isNew || !Arrays.equals(before, links)) {
            event(nowMillis, hold, "hold", links.length + " links");
        }
        served.forEach(call -> call.run().answer(hold.signal(), answerFor(call, hold)));
    }

    private void giveUp(SignalHold hold, List<PriorityCall> served, long nowMillis, long sentAt) {
        event(nowMillis, hold, "no-stage", "planned without priority for " + rules.shunSeconds() + " s");
        if (hold.mission() != null) {
            release(hold, "no-stage", nowMillis, sentAt);
        }
        hold.shun();
        tell(served, "rejected: no-stage");
    }

    private static String answerFor(PriorityCall call, SignalHold hold) {
        String answer = hold.answer() == null ? "requested" : hold.answer();
        String text = hold.reason() == null ? answer : answer + ": " + hold.reason();
        return hold.isHeldFor(call.mission()) ? text : text + " with " + hold.mission();
    }

    private static void tell(List<PriorityCall> calls, String answer) {
        calls.forEach(call -> call.run().answer(call.junction().signalId(), answer));
    }

    private static long newestNews(List<PriorityCall> calls, long nowMillis) {
        long newest = 0;
        for (PriorityCall call : calls) {
            newest = Math.max(newest, call.run().progress.lastPositionAtMillis());
        }
        return newest == 0 ? nowMillis : newest;
    }

    /** Releases what nobody has called for in this round. */
    void releaseAllBut(Collection<Integer> called, long nowMillis) {
        releaseAllBut(called, nowMillis, "passed");
    }

    /** A mission is over or lost: nothing stays held for it. */
    void releaseAllOf(String mission, String why, long nowMillis) {
        for (SignalHold hold : holds.values()) {
            if (hold.isHeldFor(mission)) {
                release(hold, why, nowMillis, nowMillis);
            }
        }
    }

    /** Everything, now. */
    void releaseAll(String why, long nowMillis) {
        releaseAllBut(List.of(), nowMillis, why);
    }

    private void releaseAllBut(Collection<Integer> kept, long nowMillis, String why) {
        holds.forEach((signal, hold) -> {
            if (hold.mission() != null && !kept.contains(signal)) {
                release(hold, why, nowMillis, nowMillis);
            }
        });
    }

    private void release(SignalHold hold, String why, long nowMillis, long sentAt) {
        event(nowMillis, hold, "release", why);
        outputs.command(hold.release(nowMillis, sentAt));
    }

    /** A controller's answer; of what is over it is ignored. */
    void hear(PriorityStatus status, long nowMillis) {
        SignalHold hold = holds.get(roads.signals().find(status.signal()));
        if (hold == null || !hold.isHeldFor(status.mission()) || !hold.hear(status)) {
            return;
        }
        String reason = status.reason() == null ? "" : status.reason();
        outputs.event(new EscortEvent(
                nowMillis, status.mission(), status.signal(), status.status(), "signal", reason, status.sequence()));
    }

    /** A signal tells what it shows. */
    void isAlive(int signal) {
        SignalHold hold = holds.get(signal);
        if (hold != null) {
            hold.isAlive();
        }
    }

    /** True if a controller does not answer, or has no stage for us. */
    boolean isShunned(int signal) {
        SignalHold hold = holds.get(signal);
        return hold != null && hold.isShunned();
    }

    private void event(long nowMillis, SignalHold hold, String what, String detail) {
        outputs.event(new EscortEvent(nowMillis, hold.mission(), hold.signal(), what, US, detail, hold.sequence()));
    }

    Collection<SignalHold> all() {
        return holds.values();
    }

    List<SignalLease> toRecords() {
        List<SignalLease> leases = new ArrayList<>();
        holds.values().forEach(hold -> leases.add(hold.toRecord()));
        return leases;
    }

    /** After a restart. A signal that the network does not know any more frees itself when its lease ends. */
    void restore(Collection<SignalLease> leases) {
        for (SignalLease lease : leases) {
            sequenceFloor = Math.max(sequenceFloor, lease.sequence() + SENT_SINCE_A_CHECKPOINT);
        }
        for (SignalLease lease : leases) {
            int signal = roads.signals().find(lease.signal());
            if (signal >= 0) {
                SignalHold hold = new SignalHold(lease, rules, sequenceFloor);
                if (!stages.isStage(signal, hold.links())) {
                    hold.forgetLinks(); // of another version of the network
                }
                holds.put(signal, hold);
            }
        }
    }
}
