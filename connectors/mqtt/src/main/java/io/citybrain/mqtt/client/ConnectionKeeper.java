package io.citybrain.mqtt.client;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one session connected, for ever, until closed. Owns one daemon thread; {@link #close} stops it.
 *
 * <p>Each connection has an epoch, so that nobody acknowledges over a connection what came over another one: after a
 * lost session the broker gives packet ids away anew.
 */
public final class ConnectionKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionKeeper.class);
    /** A connection that lived this long ends a series of failures. */
    private static final long STABLE_MILLIS = 5_000;

    private static final long TICK_MILLIS = 250;

    /** What the owner of a session does with its connections. */
    public interface Session {
        /** On a client thread, before the first message of the epoch; must not block. */
        void connected(int epoch, BrokerConnection connection);

        /** On the keeper's thread, once after each connect; may wait for the broker. */
        default void established(int epoch, BrokerConnection connection) throws MqttFailure, InterruptedException {}

        /** On a client thread; must not block. */
        void arrived(int epoch, int packetId, MqttMessage message);

        /** Once for each epoch that was connected. */
        void lost(int epoch, MqttFailure why);

        /** On the keeper's thread, about four times a second while connected. */
        default void tick(int epoch, BrokerConnection connection) throws MqttFailure, InterruptedException {}

        /** Asked before each attempt; false waits. */
        default boolean ready() {
            return true;
        }
    }

    private final BrokerConnector connector;
    private final SessionOptions options;
    private final Session session;
    private final LinkListener listener;
    private final Thread thread;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Backoff backoff = new Backoff();
    private int epoch;
    private long failedAttempts;
    private boolean connectedBefore;
    private final AtomicLong reconnects = new AtomicLong();
    private volatile Epoch live;
    private volatile boolean closed;

    /**
     * Call {@link #start} to begin.
     *
     * @param firstEpoch the first connection gets the epoch after this one
     */
    public ConnectionKeeper(
            BrokerConnector connector, SessionOptions options, Session session, LinkListener listener, int firstEpoch) {
        this.connector = connector;
        this.options = options;
        this.session = session;
        this.listener = listener;
        this.epoch = firstEpoch;
        this.thread = new Thread(this::run, "mqtt-" + options.clientId());
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Connections made after the first one. */
    public long reconnects() {
        return reconnects.get();
    }

    /** Ends the connection and the thread; waits for at most five seconds. */
    @Override
    public void close() {
        closed = true;
        wake();
        thread.interrupt();
        boolean interrupted = false;
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed) {
                if (!session.ready()) {
                    pause(20);
                    continue;
                }
                Epoch current = new Epoch(++epoch);
                connectOnce(current);
                // A failure wakes the keeper out of its tick; it must not cut the pause after it short.
                wakeUps.drainPermits();
                if (!closed) {
                    pause(backoff.nextMillis());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("'{}' stops", options.clientId());
        }
    }

    private void connectOnce(Epoch current) throws InterruptedException {
        BrokerConnection connection = null;
        try {
            connection = connector.connect(options, current);
            session.established(current.number, connection);
            stayConnected(current, connection);
            return;
        } catch (MqttFailure e) {
            current.fail(e);
        } catch (RuntimeException e) {
            current.fail(new MqttFailure(MqttFailure.Reason.CONNECTION_LOST, "unexpected: " + e, e));
        } finally {
            current.finish();
            if (connection != null) {
                connection.close();
            }
        }
        report(current.why());
    }

    private void stayConnected(Epoch current, BrokerConnection connection) throws MqttFailure, InterruptedException {
        failedAttempts = 0;
        if (connectedBefore) {
            reconnects.incrementAndGet();
        }
        connectedBefore = true;
        LOG.info("'{}' is connected, session present: {}", options.clientId(), connection.sessionPresent());
        listener.changed(LinkListener.Link.UP, 0, null);
        long since = System.nanoTime();
        while (!closed && current.why() == null) {
            pause(TICK_MILLIS);
            if (current.why() == null) {
                session.tick(current.number, connection);
            }
        }
        if (System.nanoTime() - since > TimeUnit.MILLISECONDS.toNanos(STABLE_MILLIS)) {
            backoff.reset();
        }
        if (current.why() != null) {
            report(current.why());
        }
    }

    private void report(MqttFailure why) {
        failedAttempts++;
        if (isRoundNumber(failedAttempts)) {
            LOG.warn(
                    "'{}' is not connected, attempt {} follows: {}: {}",
                    options.clientId(),
                    failedAttempts + 1,
                    why.reason(),
                    why.getMessage());
        }
        listener.changed(LinkListener.Link.DOWN, failedAttempts, why);
    }

    /** 1, 10, 100, and then every hundredth: an outage of hours is told, and not 700 times an hour. */
    private static boolean isRoundNumber(long attempts) {
        return attempts == 1 || attempts == 10 || attempts % 100 == 0;
    }

    private void pause(long millis) throws InterruptedException {
        if (!closed && wakeUps.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            wakeUps.drainPermits();
        }
    }

    private void wake() {
        wakeUps.release();
    }

    /** Ends the connection of this epoch from any thread without waiting; a new one follows by itself. */
    public void drop(int epochToEnd, MqttFailure why) {
        Epoch current = live;
        if (current != null && current.number == epochToEnd) {
            current.fail(why);
        }
    }

    /** Tags what one connection reports, and makes sure that its end is reported once. */
    private final class Epoch implements BrokerConnector.Events {
        private final int number;
        private boolean connected;
        private boolean told;
        private MqttFailure why;

        Epoch(int number) {
            this.number = number;
            live = this;
        }

        @Override
        public void connected(BrokerConnection connection) {
            synchronized (this) {
                connected = true;
            }
            session.connected(number, connection);
        }

        @Override
        public void arrived(int packetId, MqttMessage message) {
            session.arrived(number, packetId, message);
        }

        @Override
        public void lost(MqttFailure reason) {
            fail(reason);
        }

        void fail(MqttFailure reason) {
            synchronized (this) {
                if (why == null) {
                    why = reason;
                }
            }
            finish();
            wake();
        }

        void finish() {
            MqttFailure reason;
            synchronized (this) {
                if (!connected || told) {
                    return;
                }
                told = true;
                reason = why == null ? new MqttFailure(MqttFailure.Reason.CONNECTION_LOST, "closed by its owner") : why;
            }
            session.lost(number, reason);
        }

        synchronized MqttFailure why() {
            return why;
        }
    }
}
