package io.citybrain.influxdb.client;

/** Numbers as ASCII without garbage; every double reads back as the very same double. */
final class DecimalText {
    private static final int MAX_DECIMALS = 6;
    private static final long[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
    /** Up to here doubles hold every integer, and a quotient of two such integers is rounded correctly (IEEE 754). */
    private static final double EXACT = 1L << 53;

    private DecimalText() {}

    static void append(LineBuilder out, double value) {
        double magnitude = Math.abs(value);
        // Sensors send few decimals: m / 10^d is then exact to the last bit, because parsing rounds the same quotient.
        for (int decimals = 0; decimals <= MAX_DECIMALS; decimals++) {
            double scaled = magnitude * POWERS_OF_TEN[decimals];
            if (scaled >= EXACT) {
                break;
            }
            long digits = Math.round(scaled);
            if ((double) digits / POWERS_OF_TEN[decimals] == magnitude) {
                appendFixed(out, value, digits, decimals);
                return;
            }
        }
        out.appendAscii(Double.toString(value));
    }

    private static void appendFixed(LineBuilder out, double value, long digits, int decimals) {
        if (value < 0 || (value == 0 && 1 / value < 0)) {
            out.append((byte) '-');
        }
        long whole = decimals == 0 ? digits : digits / POWERS_OF_TEN[decimals];
        append(out, whole);
        out.append((byte) '.');
        int places = Math.max(1, decimals);
        fill(out, digits - whole * POWERS_OF_TEN[decimals], places);
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
        fill(out, magnitude, places(magnitude));
    }

    private static int places(long magnitude) {
        int places = 1;
        for (long rest = magnitude; rest >= 10; rest /= 10) {
            places++;
        }
        return places;
    }

    /** So many digits, zeros in front; from the last one on, because a division by a constant ten is quick. */
    private static void fill(LineBuilder out, long number, int places) {
        int start = out.reserve(places);
        byte[] buffer = out.buffer();
        long rest = number;
        for (int at = start + places - 1; at >= start; at--) {
            long tenth = rest / 10;
            buffer[at] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        }
    }
}
