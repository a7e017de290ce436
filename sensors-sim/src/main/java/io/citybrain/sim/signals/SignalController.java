package io.citybrain.sim.signals;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One signal's controller. Commands and the tick come on one thread, times in milliseconds of one clock that the caller
 * chooses. A tick decides what the lamps show until the next one; ticks are at most a second apart.
 *
 * <p>While held it shows the hold's links green and all others red; when the hold is released or its lease ends, it goes
 * to the next stage of its own programme that it can reach and keep for its minimum green, and is free when the
 * programme, whose clock never stopped, shows the same. An hour's absence needs no more than that: the signal is in
 * step with its neighbours from then on.
 *
 * <p>Missing commands end the lease; late, doubled and overtaken ones are known by their sequence and ignored.
 */
public final class SignalController {
    public static final String GRANTED = "granted";
    public static final String PENDING = "pending";
    public static final String REJECTED = "rejected";
    public static final String RELEASED = "released";
    /** What its telemetry says instead of a programme's name while it is not free. */
    public static final String PRIORITY = "priority";

    private static final int LONGEST_LEASE_SECONDS = 30;
    private static final int MISSIONS_REMEMBERED = 256;
    private static final long FOLLOW_STEP_MILLIS = 1_000;

    private final SignalLayout layout;
    private final FixedProgramme programme;
    private final SignalHead head;
    private final PriorityAnswers answers;
    private final Interlock lamps;
    private final Map<String, Long> lastSequences = new LinkedHashMap<>();
    private Hold hold;
    private boolean granted;
    /** The hold that has ended while its signal is on the way back to its own programme. */
    private Hold ended;

    private String endedBecause;
    private long aimBeginsAtMillis = Long.MIN_VALUE;
    private boolean started;

    public SignalController(SignalLayout layout, SignalHead head, PriorityAnswers answers) {
        this.layout = layout;
        this.programme = layout.programme();
        this.head = head;
        this.answers = answers;
        this.lamps = new Interlock(layout);
    }

    public String signal() {
        return layout.signal();
    }

    /** The mission that holds it, or null. */
    public String heldBy() {
        return hold == null ? null : hold.mission();
    }

    /** True while its own programme runs. */
    public boolean isFree() {
        return hold == null && ended == null;
    }

    /** The name of what it runs, as its telemetry says it. */
    public String program() {
        return isFree() ? programme.name() : PRIORITY;
    }

    /** What the lamps show since the last tick. */
    public String state() {
        return lamps.shown();
    }

    /** What remains of the lease, or of the programme's phase if it is free. */
    public double remainingSeconds(long nowMillis) {
        if (isFree()) {
            return (programme.phaseEndsAt(nowMillis) - nowMillis) / 1_000.0;
        }
        return hold == null ? 0 : Math.max(0, hold.endsAtMillis() - nowMillis) / 1_000.0;
    }

    /**
     * Asks for green on some links and red on all others.
     *
     * @param links positions in the state
     * @param validUntilMillis the hold ends then, or a lease after now if that is earlier
     */
    public void hold(
            String mission, long sequence, int[] links, int leaseSeconds, long validUntilMillis, long nowMillis) {
        if (!isNews(mission, sequence)) {
            return;
        }
        long endsAt = Math.min(validUntilMillis, nowMillis + leaseSeconds * 1_000L);
        String fault = faultOf(mission, links, leaseSeconds, endsAt, nowMillis);
        if (fault != null) {
            answers.answer(mission, sequence, REJECTED, fault);
            return;
        }
        BitSet set = new BitSet();
        for (int link : links) {
            set.set(link);
        }
        if (ended != null && !ended.mission().equals(mission)) {
            answers.answer(ended.mission(), ended.sequence(), RELEASED, "taken-over-by " + mission);
        }
        ended = null;
        hold = Hold.of(layout, mission, sequence, set, endsAt);
        granted = started && set.stream().allMatch(lamps::isGreen);
        answers.answer(mission, sequence, granted ? GRANTED : PENDING, null);
    }

    /** Gives the signal back. Who does not hold it is told so. */
    public void release(String mission, long sequence) {
        if (!isNews(mission, sequence)) {
            return;
        }
        if (hold != null && hold.mission().equals(mission)) {
            end(sequence, null);
        } else if (ended != null && ended.mission().equals(mission)) {
            end(sequence, endedBecause);
        } else {
            answers.answer(mission, sequence, RELEASED, "was-not-held");
        }
    }

    private boolean isNews(String mission, long sequence) {
        Long last = lastSequences.get(mission);
        if (last != null && sequence <= last) {
            return false;
        }
        lastSequences.remove(mission);
        lastSequences.put(mission, sequence);
        if (lastSequences.size() > MISSIONS_REMEMBERED) {
            lastSequences.remove(lastSequences.keySet().iterator().next());
        }
        return true;
    }

    private String faultOf(String mission, int[] links, int leaseSeconds, long endsAt, long now) {
        if (leaseSeconds <= 0 || leaseSeconds > LONGEST_LEASE_SECONDS) {
            return "lease-not-within-30-seconds";
        }
        if (endsAt <= now) {
            return "expired";
        }
        if (hold != null && !hold.mission().equals(mission)) {
            return "held-by " + hold.mission();
        }
        if (links.length == 0) {
            return "no-links";
        }
        for (int link : links) {
            if (link < 0 || link >= layout.links()) {
                return "unknown-link " + link;
            }
        }
        return conflict(links) ? "no-stage" : null;
    }

    private boolean conflict(int[] links) {
        for (int link : links) {
            for (int other : links) {
                if (layout.conflicts()[link].get(other)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void end(long sequence, String because) {
        Hold last = hold != null ? hold : ended;
        ended = new Hold(last.mission(), sequence, last.links(), last.wish(), last.endsAtMillis());
        endedBecause = because;
        hold = null;
        aimBeginsAtMillis = Long.MIN_VALUE;
    }

    /** Decides what the lamps show from now until the next tick. */
    public void tick(long nowMillis) {
        if (!started) {
            start(nowMillis);
        }
        if (hold != null && nowMillis >= hold.endsAtMillis()) {
            end(hold.sequence(), "lease-ended");
        }
        if (hold != null) {
            lamps.step(nowMillis, hold.wish());
            head.show(lamps.shown());
            tellGranted();
        } else if (ended != null) {
            goBack(nowMillis);
        } else {
            lamps.follow(nowMillis, programme.stateAt(nowMillis));
        }
    }

    /** Looks a cycle back, so that it knows since when each lamp shows what it shows. */
    private void start(long nowMillis) {
        for (long at = nowMillis - programme.cycleMillis(); at < nowMillis; at += FOLLOW_STEP_MILLIS) {
            lamps.follow(at, programme.stateAt(at));
        }
        started = true;
    }

    private void tellGranted() {
        if (!granted && hold.links().stream().allMatch(lamps::isGreen)) {
            granted = true;
            answers.answer(hold.mission(), hold.sequence(), GRANTED, null);
        }
    }

    private void goBack(long nowMillis) {
        if (lamps.canBeLeftTo(programme, nowMillis)) {
            head.runOwnProgramme();
            answers.answer(ended.mission(), ended.sequence(), RELEASED, endedBecause);
            ended = null;
            return;
        }
        if (aimBeginsAtMillis == Long.MIN_VALUE || programme.phaseEndsAt(aimBeginsAtMillis) <= nowMillis) {
            aimBeginsAtMillis = nextStageAt(nowMillis);
        }
        lamps.step(nowMillis, programme.stateAt(aimBeginsAtMillis));
        head.show(lamps.shown());
    }

    /** The begin of the first stage that can be shown for its minimum green; a cycle ahead one surely can. */
    private long nextStageAt(long nowMillis) {
        long from = nowMillis + lamps.longestChangeMillis(nowMillis);
        long at = programme.phaseBeganAt(nowMillis);
        long limit = from + programme.cycleMillis();
        while (at < limit) {
            long ends = programme.phaseEndsAt(at);
            FixedProgramme.Phase phase = programme.phases().get(programme.phaseAt(at));
            if (phase.isStage() && ends - Math.max(from, at) >= phase.shortestMillis()) {
                return at;
            }
            at = ends;
        }
        return programme.phaseBeganAt(nowMillis);
    }
}
