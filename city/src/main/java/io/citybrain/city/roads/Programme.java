package io.citybrain.city.roads;

import java.util.List;

/**
 * One programme of a signal.
 *
 * @param id SUMO's programID
 * @param type static, actuated …
 * @param offsetSeconds shift of its cycle against the clock
 * @param phases at least one, all with a state of the same length
 */
public record Programme(String id, String type, double offsetSeconds, List<Phase> phases) {

    public Programme {
        phases = List.copyOf(phases);
    }

    /**
     * One phase.
     *
     * @param minSeconds shortest duration; the duration itself where the programme names none
     * @param maxSeconds longest duration; the duration itself where the programme names none
     * @param state one of SUMO's letters for each link
     */
    public record Phase(double durationSeconds, double minSeconds, double maxSeconds, String state) {

        public static Phase of(double durationSeconds, String state) {
            return new Phase(durationSeconds, durationSeconds, durationSeconds, state);
        }

        /** True if the link has green, protected (G) or permissive (g). */
        public boolean isGreen(int link) {
            char letter = state.charAt(link);
            return letter == 'G' || letter == 'g';
        }
    }

    /** How many links its states know. */
    public int linkCount() {
        return phases.get(0).state().length();
    }

    public double cycleSeconds() {
        double cycle = 0;
        for (Phase phase : phases) {
            cycle += phase.durationSeconds();
        }
        return cycle;
    }

    /** True if two links have green together in at least one phase. */
    public boolean areGreenTogether(int link, int other) {
        for (Phase phase : phases) {
            if (phase.isGreen(link) && phase.isGreen(other)) {
                return true;
            }
        }
        return false;
    }
}
