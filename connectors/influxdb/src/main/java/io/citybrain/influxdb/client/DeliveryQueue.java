package io.citybrain.influxdb.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * First in, first out: the spool on disk holds the oldest batches, memory the newest. A batch leaves when it is
 * confirmed. Thread-safe; adding waits for the local disk at most, never for the store.
 *
 * <p>When memory is full its oldest batch moves to the end of the spool, even if it is being written at that moment: it
 * is then written once more from there, in the same order, which changes nothing in the store.
 */
final class DeliveryQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryQueue.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<LineBatch> memory = new ArrayDeque<>();
    private final Spool spool;
    private final long maxMemoryBytes;
    private long memoryBytes;
    private long memoryLines;
    private long lostLines;
    private boolean closed;

    DeliveryQueue(Spool spool, long maxMemoryBytes) {
        this.spool = spool;
        this.maxMemoryBytes = maxMemoryBytes;
    }

    void add(LineBatch batch) {
        lock.lock();
        try {
            memory.addLast(batch);
            count(batch, 1);
            while (memoryBytes > maxMemoryBytes) {
                moveToSpool(memory.removeFirst());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void moveToSpool(LineBatch oldest) {
        count(oldest, -1);
        boolean first = spool.isEmpty();
        try {
            long lost = spool.append(oldest);
            if (lost > 0) {
                lose(lost, "the spool is full; its oldest file was given up", null);
            } else if (first) {
                LOG.warn("the store has been away for long: lines now wait on disk");
            }
        } catch (IOException e) {
            lose(oldest.lines(), "the disk of the spool does not take it", e);
        }
    }

    private void lose(long lines, String why, IOException cause) {
        lostLines += lines;
        LOG.error("LOST {} lines, {} in all: {}. Bring the store back or make room", lines, lostLines, why, cause);
    }

    private void count(LineBatch batch, int sign) {
        memoryBytes += (long) sign * batch.bytes().length;
        memoryLines += (long) sign * batch.lines();
    }

    /** Takes over what another queue left on disk. */
    void adopt(Path abandonedSpool) throws IOException {
        lock.lock();
        try {
            spool.adopt(abandonedSpool);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the oldest batch; it stays in the queue. Returns null once the queue is closed. */
    LineBatch awaitHead() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                LineBatch spooled = spool.peek();
                LineBatch head = spooled != null ? spooled : memory.peekFirst();
                if (head != null) {
                    return head;
                }
                changed.await();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Removes the batch that {@link #awaitHead} returned, if it is still where it was. */
    void confirm(LineBatch batch) throws IOException {
        lock.lock();
        try {
            if (batch.equals(memory.peekFirst())) {
                memory.removeFirst();
                count(batch, -1);
            } else {
                spool.confirm(batch);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is left. @return false if the time was over first, or the queue was closed */
    boolean awaitEmpty(long millis) throws InterruptedException {
        long restNanos = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lockInterruptibly();
        try {
            while (!(memory.isEmpty() && spool.isEmpty()) && restNanos > 0 && !closed) {
                restNanos = changed.awaitNanos(restNanos);
            }
            return memory.isEmpty() && spool.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** What is in memory, oldest first, after everything older is forced to the disk. For a checkpoint. */
    List<LineBatch> snapshot() throws IOException {
        lock.lock();
        try {
            spool.force();
            return List.copyOf(memory);
        } finally {
            lock.unlock();
        }
    }

    /** The part of the counts that the queue knows. */
    DeliveryCounts counts() {
        lock.lock();
        try {
            return new DeliveryCounts(
                    memoryLines,
                    memoryBytes,
                    0,
                    0,
                    0,
                    spool.lines(),
                    spool.bytes(),
                    lostLines,
                    spool.damagedFiles(),
                    false);
        } finally {
            lock.unlock();
        }
    }

    /** Wakes everyone who waits; the spool stays on disk for the next owner. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                changed.signalAll();
                spool.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
