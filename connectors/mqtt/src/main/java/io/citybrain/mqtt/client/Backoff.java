package io.citybrain.mqtt.client;

/** Pauses between attempts: 100 ms, doubled up to 5 s, for ever. Not thread-safe. */
final class Backoff {
    static final long FIRST_MILLIS = 100;
    static final long LONGEST_MILLIS = 5_000;

    private long nextMillis = FIRST_MILLIS;

    long nextMillis() {
        long pause = nextMillis;
        nextMillis = Math.min(LONGEST_MILLIS, nextMillis * 2);
        return pause;
    }

    void reset() {
        nextMillis = FIRST_MILLIS;
    }
}
