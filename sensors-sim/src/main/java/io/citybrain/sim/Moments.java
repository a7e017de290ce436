package io.citybrain.sim;

/** Arithmetic of messages at equal distances. */
final class Moments {
    private Moments() {}

    /** The first of {@code first, first + interval, …} that is after that moment. */
    static long nextAfter(long firstAtMillis, long intervalMillis, long atMillis) {
        return firstAtMillis + Math.max(0, number(firstAtMillis, intervalMillis, atMillis) + 1) * intervalMillis;
    }

    /** How many full intervals lie between the first message and that moment; negative before the first. */
    static long number(long firstAtMillis, long intervalMillis, long atMillis) {
        return Math.floorDiv(atMillis - firstAtMillis, intervalMillis);
    }
}
