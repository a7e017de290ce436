package io.citybrain.sim;

import java.util.concurrent.TimeUnit;

/**
 * Keeps simulated time in step with real time. Small delays are caught up; after a stop of more than a quarter of a
 * second, as when the broker was away, simulated time goes on from where it stood.
 */
final class Pacer {
    private static final long FORGIVEN_NANOS = 250_000_000;

    private final double speed;
    private long dueNanos = System.nanoTime();

    Pacer(double speed) {
        this.speed = speed;
    }

    /** Waits until that much simulated time has passed since the last call. */
    void await(long simulatedMillis) throws InterruptedException {
        dueNanos += (long) (simulatedMillis * 1_000_000 / speed);
        long left = dueNanos - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        } else if (left < -FORGIVEN_NANOS) {
            dueNanos = System.nanoTime();
        }
    }
}
