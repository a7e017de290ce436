package io.citybrain.influxdb.client;

import io.citybrain.influxdb.client.BatchWriter.BatchOutcome;
import io.citybrain.influxdb.client.BatchWriter.RefusedLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers batches to a store in order and for as long as it takes. Adding never waits for the store: what can't be
 * delivered waits in memory, then on disk. Lines that the store refuses for ever are set apart as dead letters.
 *
 * <p>One thread of its own does all waiting: started by {@link #start}, owned by this object, ended by {@link #close}
 * within five seconds, whatever the store does. If it dies of an error, every later call throws.
 */
public final class LineDelivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LineDelivery.class);
    private static final long REMIND_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final int LOGGED_LINE_BYTES = 1024;

    private final String name;
    private final DeliveryQueue queue;
    private final Store store;
    private final DeadLetters deadLetters;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Backoff backoff = new Backoff(new SplittableRandom());
    private final LongConsumer writeMillis;

    // Written by the thread alone, read by metrics.
    private final AtomicLong writtenLines = new AtomicLong();
    private final AtomicLong retriedWrites = new AtomicLong();
    private final AtomicLong deadLetteredLines = new AtomicLong();
    private volatile boolean storeDown;
    private volatile long storeDownSinceMillis;
    private volatile Throwable broken;
    private boolean prepared;
    private LineBatch preparedFor; // the batch that the tables were made again for
    private long remindedAtNanos;

    /** The store as a delivery needs it: tables first, then lines. */
    interface Store extends LineStore, AutoCloseable {
        /** Makes the tables; called before the first write and again after each failure, so it must be repeatable. */
        WriteOutcome prepare();

        @Override
        void close();
    }

    /**
     * @param name of this delivery, unique within the dead letter folder; also names the thread
     * @param writeMillis is told how long each successful write took, on the delivery's thread
     */
    LineDelivery(String name, Store store, DeliverySettings settings, LongConsumer writeMillis) throws IOException {
        this.name = name;
        this.store = store;
        this.writeMillis = writeMillis;
        this.deadLetters = new DeadLetters(settings.deadLetterDirectory(), name, settings.deadLetterBytes());
        this.queue =
                new DeliveryQueue(Spool.open(settings.spoolDirectory(), settings.spoolBytes()), settings.bufferBytes());
        this.thread = new Thread(this::run, "store-" + name);
        thread.setDaemon(true);
    }

    /**
     * Opens a delivery to a real store. Nothing is sent before {@link #start}.
     *
     * @param schema the tables to make before the first write
     * @throws IOException if the spool folder is in use, or a secret can't be read
     */
    public static LineDelivery open(
            String name, StoreAddress address, StoreSchema schema, DeliverySettings settings, LongConsumer writeMillis)
            throws IOException {
        return new LineDelivery(name, PreparedStore.open(address, schema), settings, writeMillis);
    }

    /** Begins to deliver; what an earlier run left in the spool goes first. */
    public void start() {
        thread.start();
    }

    /** Takes over the spool of a delivery that is no more. Before {@link #start}. */
    public void adopt(Path abandonedSpool) throws IOException {
        queue.adopt(abandonedSpool);
    }

    /** Takes a batch. Never waits for the store; throws only after the delivery thread died. */
    public void add(LineBatch batch) {
        requireAlive();
        queue.add(batch);
    }

    /**
     * Everything that is neither confirmed by the store nor safe on disk, oldest first; what is on disk was forced there
     * before this returns. Adding these batches to a new delivery on the same spool folder loses nothing.
     */
    public List<LineBatch> unconfirmed() throws IOException {
        requireAlive();
        return queue.snapshot();
    }

    /** Waits until everything is confirmed. @return false if the time was over first */
    public boolean awaitConfirmed(Duration timeout) throws InterruptedException {
        boolean empty = queue.awaitEmpty(timeout.toMillis());
        requireAlive();
        return empty;
    }

    /** Keeps a value that could not be encoded. Never throws. */
    public void refuse(String reason, String value) {
        LOG.warn("{}: refused: {}: {}", name, reason, value);
        try {
            if (!deadLetters.append(reason, value)) {
                LOG.error("{}: the dead letter file {} is full: not kept", name, deadLetters.file());
            }
        } catch (IOException e) {
            LOG.error("{}: the dead letter file {} can't be written: not kept", name, deadLetters.file(), e);
        }
    }

    /** The numbers of this moment. */
    public DeliveryCounts counts() {
        DeliveryCounts waiting = queue.counts();
        return new DeliveryCounts(
                waiting.pendingLines(),
                waiting.pendingBytes(),
                writtenLines.get(),
                retriedWrites.get(),
                deadLetteredLines.get(),
                waiting.spooledLines(),
                waiting.spooledBytes(),
                waiting.lostLines(),
                waiting.damagedFiles(),
                storeDown);
    }

    /** Epoch milliseconds of the first failed attempt since the store was last reached; 0 = it is reached. */
    public long storeDownSinceMillis() {
        return storeDownSinceMillis;
    }

    /** Where refused lines are kept. */
    public Path deadLetterFile() {
        return deadLetters.file();
    }

    private void requireAlive() {
        Throwable cause = broken;
        if (cause != null) {
            throw new IllegalStateException("delivery " + name + " has died; start it again", cause);
        }
    }

    private void run() {
        try {
            for (LineBatch head = queue.awaitHead(); head != null; head = queue.awaitHead()) {
                attempt(head);
            }
        } catch (InterruptedException e) {
            LOG.debug("{}: stopped", name, e);
        } catch (IOException | RuntimeException | Error e) {
            broken = e;
            LOG.error("{}: delivery died", name, e);
        }
    }

    private void attempt(LineBatch head) throws IOException, InterruptedException {
        WriteOutcome outcome = prepared ? WriteOutcome.written() : store.prepare();
        if (outcome.isWritten()) {
            prepared = true;
            long startNanos = System.nanoTime();
            BatchOutcome batch = new BatchWriter(store).write(head);
            outcome = batch.outcome();
            if (mayLackATable(head, batch.refused())) {
                preparedFor = head;
                prepared = false;
                return;
            }
            if (outcome.isWritten()) {
                writeMillis.accept(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
                settle(head, batch.refused());
                return;
            }
        }
        waitAfter(outcome);
    }

    /** A table may have been dropped while we write: make it again and try once more before lines are given up. */
    private boolean mayLackATable(LineBatch head, List<RefusedLine> refused) {
        return !head.equals(preparedFor) && refused.stream().anyMatch(RefusedLine::lacksItsTable);
    }

    private void settle(LineBatch head, List<RefusedLine> refused) throws IOException {
        if (!refused.isEmpty()) {
            bury(head, refused);
        }
        writtenLines.addAndGet(head.lines() - refused.size());
        deadLetteredLines.addAndGet(refused.size());
        backoff.reset();
        if (storeDown) {
            storeDown = false;
            storeDownSinceMillis = 0;
            LOG.info("{}: the store is back", name);
        }
        queue.confirm(head); // last, so that whoever waits for an empty queue finds the counts complete
    }

    private void bury(LineBatch head, List<RefusedLine> refused) {
        int kept = 0;
        try {
            kept = deadLetters.append(head, refused);
        } catch (IOException e) {
            LOG.error("{}: the dead letter file {} can't be written", name, deadLetters.file(), e);
        }
        RefusedLine first = refused.get(0);
        int shown = Math.min(first.length(), LOGGED_LINE_BYTES);
        String line = new String(head.bytes(), first.offset(), shown, StandardCharsets.UTF_8).strip();
        LOG.warn(
                "{}: the store refused {} lines for ever, {} are kept in {}; the first: {} because {}",
                name,
                refused.size(),
                kept,
                deadLetters.file(),
                line,
                first.reason());
    }

    private void waitAfter(WriteOutcome failed) throws InterruptedException {
        prepared = false; // the store may come back empty, and must not make tables of its own idea
        retriedWrites.incrementAndGet();
        long now = System.nanoTime();
        if (!storeDown || now - remindedAtNanos > REMIND_NANOS) {
            remindedAtNanos = now;
            LOG.warn("{}: the store does not take lines ({}), they wait: {}", name, failed.failure(), failed.reason());
        }
        if (!storeDown) {
            storeDownSinceMillis = System.currentTimeMillis();
        }
        storeDown = true;
        if (closing.await(backoff.nextMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("closing");
        }
    }

    /** Stops without waiting for the store. What is in memory is lost to this object: take {@link #unconfirmed} first. */
    @Override
    public void close() throws IOException {
        closing.countDown();
        try {
            queue.close();
        } finally {
            thread.interrupt();
            joinThread();
            store.close();
        }
    }

    private void joinThread() {
        try {
            thread.join(STOP.toMillis());
            if (thread.isAlive()) {
                LOG.error("{}: the delivery thread did not stop within {}", name, STOP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
