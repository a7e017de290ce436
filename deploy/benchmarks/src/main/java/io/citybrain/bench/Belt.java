package io.citybrain.bench;

import io.citybrain.jobs.sensing.Inbound;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Carries prepared messages into a running job and tells when they have come out at its other end. One thread loads it,
 * the job's source takes from it, the job's sink counts; it is found by name, because Flink copies sources and sinks.
 */
final class Belt {
    private static final Map<String, Belt> BELTS = new ConcurrentHashMap<>();

    private static final long LONGEST_BATCH_MINUTES = 2;
    private static final Inbound[] NO_MESSAGES = {};
    private static final Batch EMPTY = new Batch(NO_MESSAGES, -1);

    private volatile Batch batch = EMPTY;
    private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
    private volatile boolean ended;

    // the source's thread only
    private Batch taken = EMPTY;
    private int next;

    // the sink's thread only
    private Batch counted = EMPTY;
    private int came;

    /** Messages, and how many readings come out of them. */
    private static final class Batch {
        private final int readings;
        private final CountDownLatch through = new CountDownLatch(1);
        private volatile Inbound[] messages;

        private Batch(Inbound[] messages, int readings) {
            this.messages = messages;
            this.readings = readings;
        }
    }

    static Belt of(String name) {
        return BELTS.computeIfAbsent(name, any -> new Belt());
    }

    /** Sends a batch through the job and waits for the last of its readings. */
    void run(Inbound[] messages, int readings) throws InterruptedException {
        Batch mine = new Batch(messages, readings);
        batch = mine;
        loaded.complete(null);
        if (!mine.through.await(LONGEST_BATCH_MINUTES, TimeUnit.MINUTES)) {
            throw new IllegalStateException(
                    "after " + LONGEST_BATCH_MINUTES + " minutes the job has taken " + next + " of " + messages.length
                            + " messages, brought " + came + " of " + readings + " readings through, and refused "
                            + BenchJob.REFUSED.get());
        }
        mine.messages = NO_MESSAGES; // what has been measured must not stay in the heap
        batch = EMPTY;
    }

    /** No more batches: the job ends. */
    void end() {
        ended = true;
        loaded.complete(null);
    }

    /** The source's side: the next message, or null if there is none now. */
    Inbound poll() {
        Batch current = batch;
        if (current != taken) {
            taken = current;
            next = 0;
        }
        Inbound[] messages = taken.messages;
        return next < messages.length ? messages[next++] : null;
    }

    boolean isEnded() {
        return ended;
    }

    /** Done when there may be something to take. Flink also asks in the middle of a batch, after backpressure. */
    CompletableFuture<Void> available() {
        if (loaded.isDone() && !ended && next >= taken.messages.length) {
            loaded = new CompletableFuture<>();
            // Something may have come between the last poll and this line.
            if (batch != taken || ended) {
                loaded.complete(null);
            }
        }
        return loaded;
    }

    /** The sink's side: a reading has come out. */
    void came() {
        Batch current = batch;
        if (current != counted) {
            counted = current;
            came = 0;
        }
        if (++came == current.readings) {
            current.through.countDown();
        }
    }
}
