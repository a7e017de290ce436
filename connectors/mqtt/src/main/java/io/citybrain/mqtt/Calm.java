package io.citybrain.mqtt;

import java.util.concurrent.TimeUnit;

/**
 * Judges whether a backlog has been read on a broker where a fence may overtake it: Artemis has one queue for each
 * subscription, and they do not wait for each other. A backlog comes as fast as the line allows, live messages do not.
 *
 * <p>Calm is a quarter second with nothing, or with less than a quarter of the fastest one; or, since live messages may
 * be all there is, the end of the longest wait. A backlog that takes longer than that is announced too early.
 */
final class Calm {
    private final long longestNanos;
    private long sinceNanos;
    private long countBefore;
    private long fastest;
    private boolean reached;

    /**
     * Starts calm.
     *
     * @param longestMillis 0 for brokers that keep the order across subscriptions: then it is always calm
     */
    Calm(long longestMillis) {
        this.longestNanos = TimeUnit.MILLISECONDS.toNanos(longestMillis);
        this.reached = longestMillis == 0;
    }

    boolean isNeeded() {
        return longestNanos > 0;
    }

    void restart(long count, long nowNanos) {
        sinceNanos = nowNanos;
        countBefore = count;
        fastest = 0;
        reached = longestNanos == 0;
    }

    /** Called at equal distances with the number of messages that have come so far. */
    void tick(long count, long nowNanos) {
        long came = count - countBefore;
        countBefore = count;
        fastest = Math.max(fastest, came);
        reached = reached || came == 0 || came < fastest / 4 || nowNanos - sinceNanos >= longestNanos;
    }

    boolean isReached() {
        return reached;
    }
}
