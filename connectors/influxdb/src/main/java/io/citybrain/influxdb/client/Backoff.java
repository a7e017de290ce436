package io.citybrain.influxdb.client;

import java.util.random.RandomGenerator;

/** Growing pauses between attempts: 100 ms, doubled up to 10 s, each shortened by up to half at random. */
final class Backoff {
    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 10_000;

    private final RandomGenerator random;
    private long nextMillis = FIRST_MILLIS;

    /** @param random so that many writers do not come back in the same instant */
    Backoff(RandomGenerator random) {
        this.random = random;
    }

    long nextMillis() {
        long full = nextMillis;
        nextMillis = Math.min(full * 2, LONGEST_MILLIS);
        return full - (long) (full * 0.5 * random.nextDouble());
    }

    void reset() {
        nextMillis = FIRST_MILLIS;
    }
}
