package io.citybrain.influxdb.client;

/** Numbers as ASCII without garbage; every double reads back as the very same double. */
final class DecimalText {
    private static final int USUAL_DECIMALS = 3;
    private static final int MAX_DECIMALS = 6;
    /** Of a long. */
    private static final int MAX_PLACES = 19;

    private static final long[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
    /** Up to here doubles hold every integer, and a quotient of two such integers is rounded correctly (IEEE 754). */
    private static final double EXACT = 1L << 53;

    private DecimalText() {}

    static void append(LineBuilder out, double value) {
        double magnitude = Math.abs(value);
        // Sensors send few decimals: m / 10^d is then exact to the last bit, because parsing rounds the same quotient.
        // Most have at most three, and one division finds them all: zeros at the end are taken off again.
        for (int decimals = USUAL_DECIMALS; decimals <= MAX_DECIMALS; decimals++) {
            double scaled = magnitude * POWERS_OF_TEN[decimals];
            if (scaled >= EXACT) {
                break;
            }
            long digits = (long) (scaled + 0.5);
            if ((double) digits / POWERS_OF_TEN[decimals] == magnitude) {
                appendShortest(out, value, digits, decimals);
                return;
            }
        }
        if (magnitude < EXACT && (long) magnitude == magnitude) {
            appendShortest(out, value, (long) magnitude, 0);
            return;
        }
        out.appendAscii(Double.toString(value));
    }

    private static void appendShortest(LineBuilder out, double value, long digits, int decimals) {
        if (value < 0 || (value == 0 && 1 / value < 0)) {
            out.append((byte) '-');
        }
        long shortest = digits;
        int places = decimals;
        while (places > 0 && shortest % 10 == 0) {
            shortest /= 10;
            places--;
        }
        int before = Math.max(1, places(shortest) - places);
        int start = out.reserve(before + 1 + Math.max(1, places));
        byte[] buffer = out.buffer();
        buffer[start + before] = '.';
        if (places == 0) {
            buffer[start + before + 1] = '0';
        }
        long whole = fill(buffer, start + before + 1, places, shortest);
        fill(buffer, start, before, whole);
    }

    static void append(LineBuilder out, long value) {
        if (value == Long.MIN_VALUE) {
            out.appendAscii("-9223372036854775808");
            return;
        }
        if (value < 0) {
            out.append((byte) '-');
        }
        long magnitude = Math.abs(value);
        int places = places(magnitude);
        int start = out.reserve(places);
        fill(out.buffer(), start, places, magnitude);
    }

    private static int places(long magnitude) {
        int places = 1;
        for (long more = 10; places < MAX_PLACES && magnitude >= more; more *= 10) {
            places++;
        }
        return places;
    }

    /**
     * So many digits, zeros in front; from the last one on, because a division by a constant ten is quick. Returns what is
     * left of the number.
     */
    private static long fill(byte[] buffer, int start, int places, long number) {
        long rest = number;
        for (int at = start + places - 1; at >= start; at--) {
            long tenth = rest / 10;
            buffer[at] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        }
        return rest;
    }
}
