package io.citybrain.sim;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that a street runs on. Owned by {@link StreetRunner} or {@link Replayer}, which begin it when they are
 * opened and end it by an interrupt when they are closed; it waits in {@link #awaitStart} until its owner says go.
 */
final class StreetThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreetThread.class);
    private static final long END_WITHIN_SECONDS = 10;

    /** What runs on it. */
    interface Work {
        void run() throws Exception;
    }

    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private volatile Throwable failure;

    StreetThread(String name, Work work) {
        this.thread = new Thread(() -> run(work), name);
        thread.setDaemon(true);
    }

    void begin() {
        thread.start();
    }

    @SuppressWarnings({"CatchAndPrintStackTrace", "InterruptedExceptionSwallowed"})
    private void run(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            LOG.debug("{} was stopped", thread.getName());
        } catch (Exception | Error e) {
            failure = e;
            LOG.error("{} failed: {}", thread.getName(), e.getMessage(), e);
        } finally {
            ready.countDown();
            ended.countDown();
        }
    }

    /** On the thread itself: all is prepared, wait for the owner. */
    void awaitStart() throws InterruptedException {
        ready.countDown();
        started.await();
    }

    void start() {
        started.countDown();
    }

    boolean isStarted() {
        return started.getCount() == 0;
    }

    boolean awaitReady(Duration timeout) throws InterruptedException {
        boolean done = ready.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        throwFailure();
        return done;
    }

    boolean awaitEnd(Duration timeout) throws InterruptedException {
        boolean done = ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        throwFailure();
        return done;
    }

    /** @throws IllegalStateException if the thread ended by a failure */
    void throwFailure() {
        if (failure != null) {
            throw new IllegalStateException(thread.getName() + " failed: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            if (thread.isAlive() && !ended.await(END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("{} did not end within {} s", thread.getName(), END_WITHIN_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
