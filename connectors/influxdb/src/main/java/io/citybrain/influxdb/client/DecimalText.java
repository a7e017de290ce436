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
        long power = POWERS_OF_TEN[decimals];
        append(out, digits / power);
        out.append((byte) '.');
        long fraction = digits % power;
        if (decimals == 0) {
            out.append((byte) '0');
        }
        for (int place = decimals - 1; place >= 0; place--) {
            out.append((byte) ('0' + fraction / POWERS_OF_TEN[place] % 10));
        }
    }

    static void append(LineBuilder out, long value) {
        if (value == Long.MIN_VALUE) {
            out.appendAscii("-9223372036854775808");
            return;
        }
        long rest = value;
        if (rest < 0) {
            out.append((byte) '-');
            rest = -rest;
        }
        long divisor = 1;
        while (rest / divisor >= 10) {
            divisor *= 10;
        }
        for (; divisor > 0; divisor /= 10) {
            out.append((byte) ('0' + rest / divisor % 10));
        }
    }
}
