package io.citybrain.sim.safety;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * Sees one signal's letters once a second and tells violations of the rules of `green wave`: conflicting greens, short
 * yellow, no all-red, cut minimum greens and clearances, seizures beyond their bound. Only what happens in a
 * transition that priority causes counts: programmes in the wild have faults of their own.
 */
public final class SafetyChecker {
    private static final String GREENS = "gG";
    private static final String YELLOWS = "yY";
    private static final double ALL_RED_SECONDS = 1;
    private static final double PEDESTRIAN_METRES_PER_SECOND = 1.2;
    private static final double LONG_AGO = -1e9;

    private final SignalFacts facts;
    private final double longestSeizureSeconds;
    private final Consumer<Violation> found;
    private final BitSet[] conflicts;
    private final double[] greenSince;
    private final double[] greenEndedAt;
    private final double[] yellowSince;
    private final double[] redSince;
    /** The yellow was begun by the programme. */
    private final boolean[] yellowIsOwn;
    /** What priority began or ended is judged to its end, even if the programme runs again by then. */
    private final boolean[] greenBeganOurs;

    private final boolean[] greenEndedOurs;

    private String before;
    private boolean wasSeized;
    private double seizedSince;
    private boolean seizureTold;
    private double now;

    /** @param longestSeizureSeconds infinite if there is no bound */
    public SafetyChecker(SignalFacts facts, double longestSeizureSeconds, Consumer<Violation> found) {
        int links = facts.foes().length;
        this.facts = facts;
        this.longestSeizureSeconds = longestSeizureSeconds;
        this.found = found;
        this.conflicts = new BitSet[links];
        this.greenSince = longAgo(links);
        this.greenEndedAt = longAgo(links);
        this.yellowSince = longAgo(links);
        this.redSince = longAgo(links);
        this.yellowIsOwn = new boolean[links];
        this.greenBeganOurs = new boolean[links];
        this.greenEndedOurs = new boolean[links];
        for (int link = 0; link < links; link++) {
            int a = link;
            conflicts[link] = new BitSet();
            facts.foes()[link].stream()
                    .filter(b -> !facts.areEverTogether(a, b, GREENS, GREENS))
                    .forEach(conflicts[link]::set);
        }
    }

    private static double[] longAgo(int links) {
        double[] times = new double[links];
        Arrays.fill(times, LONG_AGO);
        return times;
    }

    /**
     * One second's look.
     *
     * @param state the letters that were shown since the last look
     * @param seized true if something else than the signal's own programme showed them
     */
    public void look(double atSeconds, String state, boolean seized) {
        now = atSeconds;
        boolean ours = seized || wasSeized;
        if (before != null) {
            for (int link = 0; link < state.length(); link++) {
                transition(link, before.charAt(link), state.charAt(link), ours, seized);
            }
        }
        if (seized) {
            greensTogether(state);
            seizure();
        }
        before = state;
        wasSeized = seized;
    }

    private void transition(int link, char from, char to, boolean ours, boolean seized) {
        if (from == to) {
            return;
        }
        if (isGreen(from) && !isGreen(to)) {
            greenEnds(link, to, ours);
        } else if (isYellow(from) && !isYellow(to)) {
            yellowEnds(link, to, ours || !yellowIsOwn[link]);
        }
        if (isGreen(to) && (!isGreen(from) || to == 'G')) {
            greenBegins(link, ours);
        } else if (from == 'G' && to == 'g' && ours) {
            tell("protected green of link " + link + " became permissive without a clearance");
        }
        if (isYellow(to) && !isYellow(from)) {
            yellowSince[link] = now;
            yellowIsOwn[link] = !seized;
        }
        if (isGreen(to) && !isGreen(from)) {
            greenSince[link] = now;
            greenBeganOurs[link] = ours;
        }
        if (isGreen(from) && !isGreen(to)) {
            greenEndedAt[link] = now;
            greenEndedOurs[link] = ours;
        }
        if (isRed(to) && !isRed(from)) {
            redSince[link] = now;
        }
    }

    private void greenEnds(int link, char to, boolean ours) {
        double lasted = now - greenSince[link];
        if ((ours || greenBeganOurs[link]) && lasted < facts.minGreenSeconds(link)) {
            tell("green of link %d lasted %.0f s instead of %.0f s"
                    .formatted(link, lasted, facts.minGreenSeconds(link)));
        }
        if (ours && !isYellow(to) && !facts.isCrossing(link)) {
            tell("green of link " + link + " ended without yellow");
        }
    }

    private void yellowEnds(int link, char to, boolean ours) {
        if (!ours) {
            return;
        }
        double lasted = now - yellowSince[link];
        double needed = yellowIsOwn[link] ? facts.programmesYellowSeconds(link) : facts.yellowSeconds(link);
        if (lasted < needed) {
            tell("yellow of link %d lasted %.0f s instead of %.0f s".formatted(link, lasted, needed));
        }
        if (isGreen(to)) {
            tell("yellow of link " + link + " turned green");
        }
    }

    private void greenBegins(int link, boolean ours) {
        for (int other = 0; other < before.length(); other++) {
            if (!conflicts[link].get(other) || !(ours || greenEndedOurs[other])) {
                continue;
            }
            if (!isRed(before.charAt(other)) || now - redSince[other] < ALL_RED_SECONDS) {
                tell("link %d got green less than 1 s after link %d turned red".formatted(link, other));
            } else if (now - greenEndedAt[other] < clearanceSeconds(other)) {
                tell("link %d got green %.0f s after link %d lost it, %.0f s are needed"
                        .formatted(link, now - greenEndedAt[other], other, clearanceSeconds(other)));
            }
        }
    }

    private double clearanceSeconds(int link) {
        double clear = facts.isCrossing(link)
                ? facts.crossingMetres()[link] / PEDESTRIAN_METRES_PER_SECOND
                : facts.yellowSeconds(link);
        return clear + ALL_RED_SECONDS;
    }

    private void greensTogether(String state) {
        for (int link = 0; link < state.length(); link++) {
            char letter = state.charAt(link);
            if (!isGreen(letter)) {
                continue;
            }
            for (int other = conflicts[link].nextSetBit(link);
                    other >= 0;
                    other = conflicts[link].nextSetBit(other + 1)) {
                if (isGreen(state.charAt(other))) {
                    tell("links " + link + " and " + other + " conflict and were green together");
                }
            }
            for (int other = facts.foes()[link].nextSetBit(link);
                    other >= 0 && letter == 'G';
                    other = facts.foes()[link].nextSetBit(other + 1)) {
                if (state.charAt(other) == 'G' && !facts.areEverTogether(link, other, "G", "G")) {
                    tell("foes " + link + " and " + other + " both had protected green");
                }
            }
        }
    }

    private void seizure() {
        if (!wasSeized) {
            seizedSince = now;
            seizureTold = false;
        } else if (now - seizedSince > longestSeizureSeconds && !seizureTold) {
            seizureTold = true;
            tell("it was seized for more than %.0f s".formatted(longestSeizureSeconds));
        }
    }

    private void tell(String what) {
        found.accept(new Violation(now, facts.signal(), what));
    }

    private static boolean isGreen(char letter) {
        return GREENS.indexOf(letter) >= 0;
    }

    private static boolean isYellow(char letter) {
        return YELLOWS.indexOf(letter) >= 0;
    }

    private static boolean isRed(char letter) {
        return !isGreen(letter) && !isYellow(letter);
    }
}
