package io.citybrain.city.greenwave;

import io.citybrain.city.roads.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A signal controller that does what the contract says: one hold, a lease, a sequence, an answer to each command. */
final class ModelController {
    private static final long CHANGES_FOR_MILLIS = 4_000;

    final Signal signal;
    private final Map<String, Long> lastSequence = new HashMap<>();
    String mission;
    int[] links = {};
    private long sequence;
    private long endsAtMillis;
    private long changedAtMillis;
    private boolean isGrantTold;
    /** Since when it has been held without a break; for one mission or for several after each other. */
    long heldSinceMillis;

    long freeSinceMillis;

    ModelController(Signal signal) {
        this.signal = signal;
    }

    boolean isHeld() {
        return mission != null;
    }

    /** True if a link shows green: held, or by its own programme, which has run since time began. */
    boolean isGreen(int link, long nowMillis) {
        if (mission != null) {
            return nowMillis - changedAtMillis >= CHANGES_FOR_MILLIS && java.util.Arrays.binarySearch(links, link) >= 0;
        }
        double inCycle = nowMillis / 1000.0 % signal.programme().cycleSeconds();
        for (var phase : signal.programme().phases()) {
            if (inCycle < phase.durationSeconds()) {
                return phase.isGreen(link);
            }
            inCycle -= phase.durationSeconds();
        }
        return false;
    }

    /** A command arrives. Null if it is too old to be answered. */
    PriorityStatus receive(PriorityCommand command, long nowMillis) {
        if (command.sequence() <= lastSequence.getOrDefault(command.mission(), 0L)) {
            return null;
        }
        lastSequence.put(command.mission(), command.sequence());
        if (!command.hold()) {
            if (command.mission().equals(mission)) {
                free(nowMillis);
            }
            return answer(command.mission(), command.sequence(), PriorityStatus.RELEASED, null, nowMillis);
        }
        if (mission != null && !mission.equals(command.mission())) {
            return reject(command, "held-by " + mission, nowMillis);
        }
        long endsAt = Math.min(command.validUntilMillis(), nowMillis + command.leaseSeconds() * 1000L);
        if (endsAt <= nowMillis) {
            return reject(command, "expired", nowMillis);
        }
        if (hasConflict(command.links())) {
            return reject(command, "no-stage", nowMillis);
        }
        if (mission == null) {
            heldSinceMillis = freeSinceMillis == nowMillis ? heldSinceMillis : nowMillis;
        }
        if (mission == null || !java.util.Arrays.equals(links, command.links())) {
            changedAtMillis = nowMillis;
            isGrantTold = false;
        }
        mission = command.mission();
        links = command.links();
        sequence = command.sequence();
        endsAtMillis = endsAt;
        boolean isGreen = nowMillis - changedAtMillis >= CHANGES_FOR_MILLIS;
        isGrantTold |= isGreen;
        return answer(mission, sequence, isGreen ? PriorityStatus.GRANTED : PriorityStatus.PENDING, null, nowMillis);
    }

    private boolean hasConflict(int[] candidate) {
        for (int link : candidate) {
            for (int other : candidate) {
                if (signal.areInConflict(link, other)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A second passes. */
    List<PriorityStatus> tick(long nowMillis) {
        List<PriorityStatus> answers = new ArrayList<>();
        if (mission != null && nowMillis >= endsAtMillis) {
            answers.add(answer(mission, sequence, PriorityStatus.RELEASED, "lease", nowMillis));
            free(nowMillis);
        } else if (mission != null && !isGrantTold && nowMillis - changedAtMillis >= CHANGES_FOR_MILLIS) {
            isGrantTold = true;
            answers.add(answer(mission, sequence, PriorityStatus.GRANTED, null, nowMillis));
        }
        return answers;
    }

    private void free(long nowMillis) {
        mission = null;
        links = new int[0];
        freeSinceMillis = nowMillis;
    }

    private PriorityStatus reject(PriorityCommand command, String reason, long nowMillis) {
        return answer(command.mission(), command.sequence(), PriorityStatus.REJECTED, reason, nowMillis);
    }

    private PriorityStatus answer(String forMission, long ofSequence, String status, String reason, long nowMillis) {
        return new PriorityStatus(signal.id(), forMission, ofSequence, status, reason, nowMillis);
    }
}
