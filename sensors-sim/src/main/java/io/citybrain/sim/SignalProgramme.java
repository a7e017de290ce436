package io.citybrain.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A fixed programme of four phases, each followed by 3 s of yellow and 2 s of all-red. Eight links, a straight and a
 * left movement for each approach: north 0 1, east 2 3, south 4 5, west 6 7; letters as in SUMO.
 */
final class SignalProgramme {
    static final String DARK = "OOOOOOOO";
    /** North and east go straight together. */
    static final String CONFLICT = "GrGrrrrr";

    private static final int LINKS = 8;
    private static final long YELLOW_MILLIS = 3_000;
    private static final long ALL_RED_MILLIS = 2_000;
    private static final long SEND_MILLIS = 5_000;
    /** Links that are green together: opposite straights, opposite lefts. */
    private static final int[][] GREENS = {{0, 4}, {1, 5}, {2, 6}, {3, 7}};

    private final String name;
    private final String[] states = new String[3 * GREENS.length];
    private final long[] begins = new long[states.length + 1];
    private final long[] sends;

    /** @param greenSeconds of the four phases */
    SignalProgramme(String name, int... greenSeconds) {
        this.name = name;
        for (int phase = 0; phase < GREENS.length; phase++) {
            addStep(3 * phase, letters(phase, 'G'), 1_000L * greenSeconds[phase]);
            addStep(3 * phase + 1, letters(phase, 'y'), YELLOW_MILLIS);
            addStep(3 * phase + 2, "r".repeat(LINKS), ALL_RED_MILLIS);
        }
        this.sends = IntStream.range(0, states.length)
                .boxed()
                .flatMapToLong(step -> java.util.stream.LongStream.iterate(
                        begins[step], at -> at < begins[step + 1], at -> at + SEND_MILLIS))
                .toArray();
    }

    private void addStep(int step, String state, long millis) {
        states[step] = state;
        begins[step + 1] = begins[step] + millis;
    }

    private static String letters(int phase, char letter) {
        StringBuilder state = new StringBuilder("r".repeat(LINKS));
        for (int link : GREENS[phase]) {
            state.setCharAt(link, letter);
        }
        return state.toString();
    }

    String name() {
        return name;
    }

    long cycleMillis() {
        return begins[states.length];
    }

    int stepAt(long inCycleMillis) {
        int step = 0;
        while (begins[step + 1] <= inCycleMillis) {
            step++;
        }
        return step;
    }

    long beginsAt(int step) {
        return begins[step];
    }

    long endsAt(int step) {
        return begins[step + 1];
    }

    String state(int step) {
        return states[step];
    }

    /** First message after that moment of the cycle; the cycle's length if it is the next cycle's first. */
    long nextSendAfter(long inCycleMillis) {
        for (long send : sends) {
            if (send > inCycleMillis) {
                return send;
            }
        }
        return cycleMillis();
    }

    /** Links of different approaches that no phase shows green together, as pairs one after the other. */
    static int[] conflictingLinks() {
        List<Integer> pairs = new ArrayList<>();
        for (int a = 0; a < LINKS; a++) {
            for (int b = a + 1; b < LINKS; b++) {
                if (a / 2 != b / 2 && b - a != LINKS / 2) {
                    pairs.add(a);
                    pairs.add(b);
                }
            }
        }
        return pairs.stream().mapToInt(Integer::intValue).toArray();
    }
}
