package io.citybrain.sim.signals;

/**
 * How long each link's lamps must show what they show.
 *
 * @param minGreenMillis shortest green
 * @param yellowMillis yellow after green; 0 for a pedestrian crossing
 * @param clearanceMillis from the end of green until a conflicting link may have green
 */
record LinkTimes(long[] minGreenMillis, long[] yellowMillis, long[] clearanceMillis) {
    /** All-red between conflicting greens. */
    static final long ALL_RED_MILLIS = 1_000;

    private static final long SHORTEST_YELLOW_MILLIS = 3_000;
    static final long USUAL_MIN_GREEN_MILLIS = 5_000;
    /** RiLSA 2015, 2.7.2: pedestrians clear a crossing at 1.2 m/s. */
    private static final double PEDESTRIAN_METRES_PER_SECOND = 1.2;

    static LinkTimes of(SignalLayout layout) {
        int links = layout.links();
        LinkTimes times = new LinkTimes(new long[links], new long[links], new long[links]);
        for (int link = 0; link < links; link++) {
            times.minGreenMillis[link] = minGreen(layout.programme(), link);
            times.yellowMillis[link] = layout.isCrossing(link) ? 0 : yellow(layout.programme(), link);
            times.clearanceMillis[link] = layout.isCrossing(link)
                    ? pedestrianClearance(layout.crossingMetres()[link])
                    : times.yellowMillis[link] + ALL_RED_MILLIS;
        }
        return times;
    }

    private static long pedestrianClearance(double metres) {
        return (long) Math.ceil(metres / PEDESTRIAN_METRES_PER_SECOND) * 1_000 + ALL_RED_MILLIS;
    }

    /** The shortest that the programme allows, or the usual; never longer than the programme's own green. */
    private static long minGreen(FixedProgramme programme, int link) {
        return programme.phases().stream()
                .filter(phase -> Letters.isGreen(phase.state().charAt(link)))
                .mapToLong(FixedProgramme.Phase::shortestMillis)
                .min()
                .orElse(USUAL_MIN_GREEN_MILLIS);
    }

    private static long yellow(FixedProgramme programme, int link) {
        long longest = SHORTEST_YELLOW_MILLIS;
        for (FixedProgramme.Phase phase : programme.phases()) {
            if (Letters.isYellow(phase.state().charAt(link))) {
                longest = Math.max(longest, phase.durationMillis());
            }
        }
        return longest;
    }
}
