package io.citybrain.wire;

/** Times of the contract as text, for those who write JSON of their own beside it. */
public final class Instants {

    /** {@link #parse} found no time. */
    public static final long NOT_A_TIME = -1;

    private Instants() {}

    /** RFC 3339 in UTC with milliseconds. */
    public static String format(long epochMillis) {
        return Times.format(epochMillis);
    }

    /** Epoch milliseconds of RFC 3339 text with a time zone, or {@link #NOT_A_TIME}. */
    public static long parse(String text) {
        long millis = Times.parse(text);
        return millis < 0 || Times.findFault(millis) != null ? NOT_A_TIME : millis;
    }
}
