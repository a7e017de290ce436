package io.citybrain.city.roads;

/**
 * When a new way is worth leaving the old one: a corridor that is already being cleared has a value, and times of two
 * ways that are nearly alike change places every minute.
 */
public final class Rerouting {

    /** By how much of the old time the new way must be better. */
    static final double SHARE = 0.10;

    /** And by how many seconds. */
    static final double SECONDS = 20;

    private Rerouting() {}

    /** True if the old way is closed, or the new one saves the larger of 10 % and 20 s. */
    public static boolean isWorthIt(double oldSeconds, double newSeconds) {
        return newSeconds < Double.POSITIVE_INFINITY
                && newSeconds <= oldSeconds - Math.max(SECONDS, SHARE * Math.min(oldSeconds, Double.MAX_VALUE));
    }
}
