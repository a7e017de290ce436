package io.citybrain.sim.signals;

import java.util.List;

/**
 * A programme that repeats by the clock, as a coordinated signal does: it goes on unseen while priority holds the
 * signal, so that a corridor is in step again as soon as the signal is given back.
 */
public final class FixedProgramme {
    private final String name;
    private final List<Phase> phases;
    private final long[] begins;
    private final long offsetMillis;

    /**
     * One phase.
     *
     * @param state one of SUMO's letters for each link
     * @param minGreenMillis the shortest green that it allows, or 0 if the programme does not say
     */
    public record Phase(String state, long durationMillis, long minGreenMillis) {
        /** How long its greens last at least. */
        long shortestMillis() {
            return Math.min(durationMillis, minGreenMillis > 0 ? minGreenMillis : LinkTimes.USUAL_MIN_GREEN_MILLIS);
        }

        /** A phase in which traffic flows, not one between two. */
        boolean isStage() {
            boolean green = false;
            for (int link = 0; link < state.length(); link++) {
                if (Letters.isYellow(state.charAt(link))) {
                    return false;
                }
                green |= Letters.isGreen(state.charAt(link));
            }
            return green;
        }
    }

    /** @param offsetMillis a time at which a cycle begins */
    public FixedProgramme(String name, List<Phase> phases, long offsetMillis) {
        if (phases.isEmpty()) {
            throw new IllegalArgumentException("programme " + name + " has no phase");
        }
        this.name = name;
        this.phases = List.copyOf(phases);
        this.offsetMillis = offsetMillis;
        this.begins = new long[phases.size() + 1];
        for (int i = 0; i < phases.size(); i++) {
            begins[i + 1] = begins[i] + phases.get(i).durationMillis();
        }
    }

    public String name() {
        return name;
    }

    public List<Phase> phases() {
        return phases;
    }

    public long cycleMillis() {
        return begins[phases.size()];
    }

    public int links() {
        return phases.get(0).state().length();
    }

    public int phaseAt(long millis) {
        long inCycle = Math.floorMod(millis - offsetMillis, cycleMillis());
        int phase = 0;
        while (begins[phase + 1] <= inCycle) {
            phase++;
        }
        return phase;
    }

    public String stateAt(long millis) {
        return phases.get(phaseAt(millis)).state();
    }

    public long phaseBeganAt(long millis) {
        long inCycle = Math.floorMod(millis - offsetMillis, cycleMillis());
        return millis - inCycle + begins[phaseAt(millis)];
    }

    public long phaseEndsAt(long millis) {
        return phaseBeganAt(millis) + phases.get(phaseAt(millis)).durationMillis();
    }

    /** When the green that a link has at that time ends; at most a cycle is looked through. */
    long greenEndsAt(int link, long millis) {
        long at = millis;
        while (at < millis + cycleMillis() && Letters.isGreen(stateAt(at).charAt(link))) {
            at = phaseEndsAt(at);
        }
        return at;
    }
}
