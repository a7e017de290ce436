package io.citybrain.city.greenwave;

import java.util.Arrays;
import java.util.List;

/**
 * What City Brain does with one controller: one hold for one mission, a lease that is renewed, a bound and a rest.
 *
 * <p>Missing answers: shunned for a while. Late, doubled and reordered answers: recognised by mission and sequence.
 * Durations are counted in steps of the city clock, so that a clock set back does not lengthen a seizure.
 */
final class SignalHold {
    static final int NO_STAGE_AT_ALL = 3;
    private static final long REMEMBERED_MILLIS = 3_600_000;
    private static final int[] NOTHING = {};

    private final String signal;
    private final EscortSettings.Seizure rules;
    private String mission;
    private long sequence;
    private long firstSequence;
    private int[] links = NOTHING;
    private long seizedMillis;
    private long restMillis;
    private long freeMillis;
    private long unansweredMillis;
    private long shunMillis;
    private int narrowed;
    private String answer;
    private String reason;
    private boolean isStageRefused;

    SignalHold(String signal, EscortSettings.Seizure rules, long sequenceAbove) {
        this.signal = signal;
        this.rules = rules;
        this.sequence = sequenceAbove;
    }

    SignalHold(SignalLease lease, EscortSettings.Seizure rules, long sequenceAbove) {
        this(lease.signal(), rules, sequenceAbove);
        mission = lease.mission();
        firstSequence = lease.sequence();
        links = lease.links();
        seizedMillis = lease.seizedMillis();
        restMillis = lease.restMillis();
        freeMillis = lease.freeMillis();
        unansweredMillis = lease.unansweredMillis();
        shunMillis = lease.shunMillis();
        narrowed = lease.narrowed();
        answer = lease.answer();
        reason = lease.reason();
    }

    SignalLease toRecord() {
        return new SignalLease(
                signal,
                mission,
                sequence,
                links,
                seizedMillis,
                restMillis,
                freeMillis,
                unansweredMillis,
                shunMillis,
                narrowed,
                answer,
                reason);
    }

    String signal() {
        return signal;
    }

    /** Whom it is held for, or null. */
    String mission() {
        return mission;
    }

    int[] links() {
        return links;
    }

    /** The next hold lists them anew. */
    void forgetLinks() {
        links = NOTHING;
    }

    boolean isHeldFor(String candidate) {
        return candidate.equals(mission);
    }

    boolean isResting() {
        return restMillis > 0;
    }

    boolean isShunned() {
        return shunMillis > 0;
    }

    int narrowed() {
        return narrowed;
    }

    /** The controller's answer to this hold, or null. */
    String answer() {
        return answer;
    }

    String reason() {
        return reason;
    }

    /** Nothing to remember: free, rested, and for so long that no clock is set back behind its sequence. */
    boolean isForgettable() {
        return mission == null && restMillis == 0 && shunMillis == 0 && freeMillis > REMEMBERED_MILLIS;
    }

    /** Time passes. */
    void age(long stepMillis) {
        shunMillis = Math.max(0, shunMillis - stepMillis);
        if (mission == null) {
            restMillis = Math.max(0, restMillis - stepMillis);
            seizedMillis = Math.max(0, seizedMillis - stepMillis);
            freeMillis += stepMillis;
            return;
        }
        freeMillis = 0;
        seizedMillis += stepMillis;
        unansweredMillis += stepMillis;
    }

    /** True if one more step would pass the bound. */
    boolean isAtBound(long stepMillis) {
        return mission != null && seizedMillis + stepMillis > rules.longestSeconds() * 1000L;
    }

    /** True if it could be held for at least so long. */
    boolean hasRoomFor(long millis) {
        return seizedMillis + millis <= rules.longestSeconds() * 1000L;
    }

    boolean isUnanswered() {
        return mission != null && unansweredMillis >= rules.answerWithinSeconds() * 1000L;
    }

    long sequence() {
        return sequence;
    }

    /** The links for those lines, best first: kept as long as they serve, because each change costs a yellow. */
    int[] stage(List<StopLine> lines, StageChooser stages) {
        boolean kept = mission != null && !isStageRefused && stages.serves(lines, links);
        isStageRefused = false;
        return kept ? links : stages.choose(lines, narrowed);
    }

    /** Holds or renews. */
    PriorityCommand hold(String forMission, int[] newLinks, long nowMillis, long sentAtMillis) {
        sequence = Math.max(sequence + 1, nowMillis);
        if (!isHeldFor(forMission)) {
            mission = forMission;
            firstSequence = sequence;
            unansweredMillis = 0;
            answer = null;
            reason = null;
        }
        if (!Arrays.equals(newLinks, links)) {
            links = newLinks;
            answer = null;
            firstSequence = sequence;
        }
        long validUntil = nowMillis + rules.leaseSeconds() * 1000L;
        return new PriorityCommand(
                signal, forMission, sequence, true, links, rules.leaseSeconds(), validUntil, sentAtMillis);
    }

    /** Gives the controller back. */
    PriorityCommand release(long nowMillis, long sentAtMillis) {
        sequence = Math.max(sequence + 1, nowMillis);
        PriorityCommand command = new PriorityCommand(
                signal,
                mission,
                sequence,
                false,
                NOTHING,
                rules.leaseSeconds(),
                nowMillis + rules.leaseSeconds() * 1000L,
                sentAtMillis);
        mission = null;
        links = NOTHING;
        answer = null;
        reason = null;
        unansweredMillis = 0;
        return command;
    }

    /** Its lamps were heard of. That alone does not answer a hold, but after an answer it shows that it is still there. */
    void isAlive() {
        if (answer != null) {
            unansweredMillis = 0;
        }
    }

    boolean isRejected() {
        return PriorityStatus.REJECTED.equals(answer);
    }

    /** It was held to the bound: a real rest follows. */
    void rest() {
        restMillis = rules.restSeconds() * 1000L;
        seizedMillis = 0;
    }

    /** It does not answer, or has no stage: planned without priority for a while. */
    void shun() {
        shunMillis = rules.shunSeconds() * 1000L;
        narrowed = 0;
    }

    /** The controller speaks. False if it speaks of something that is over. */
    boolean hear(PriorityStatus status) {
        if (mission == null || !status.mission().equals(mission) || status.sequence() < firstSequence) {
            return false;
        }
        boolean news = !status.status().equals(answer);
        answer = status.status();
        reason = status.reason();
        unansweredMillis = 0;
        if (PriorityStatus.REJECTED.equals(answer) && "no-stage".equals(reason)) {
            narrowed = Math.min(narrowed + 1, NO_STAGE_AT_ALL);
            isStageRefused = true;
            answer = null;
        } else if (PriorityStatus.GRANTED.equals(answer) || PriorityStatus.PENDING.equals(answer)) {
            reason = null;
        }
        return news;
    }
}
