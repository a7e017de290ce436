package io.citybrain.mqtt.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes with QoS 1 and holds each publication until the broker has accepted it. Reconnects for ever; after a
 * reconnect everything unaccepted is sent again in its old order, so a topic never runs backwards for longer than the
 * repeat. What the broker can't take at the moment (its quota is used up) is sent again later, with all that follows on
 * the same topic behind it. Thread-safe: publications of one thread keep their order.
 */
public final class MqttPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MqttPublisher.class);

    private final PublisherOptions options;
    private final ConnectionKeeper keeper;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    /** Not yet sent over the current connection, in order. */
    private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
    /** Sent over the current connection, by their number, in order. */
    private final Map<Long, Outgoing> underWay = new LinkedHashMap<>();
    /** Sent over the current connection behind one of their topic that was deferred: they go again, whatever the answer. */
    private final Set<Long> overtaking = new HashSet<>();

    private final HeldBackTopics<Outgoing> heldBack = new HeldBackTopics<>();

    private BrokerConnection connection;
    private int epoch;
    private int allowed;
    private long nextNumber;
    private boolean closed;
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong expired = new AtomicLong();
    private final AtomicLong deferred = new AtomicLong();

    private record Outgoing(long number, HeldPublication held, Consumer<Settlement> settled) {
        String topic() {
            return held.publication().topic();
        }
    }

    private MqttPublisher(BrokerConnector connector, PublisherOptions options) {
        this.options = options;
        SessionOptions session = new SessionOptions(options.clientId(), true, 0, 10, options.lastWill());
        this.keeper = new ConnectionKeeper(connector, session, new Link(), options.listener(), 0);
    }

    /** Starts at once and connects in the background: a broker that is down delays, it does not fail. */
    public static MqttPublisher open(MqttConnection connection, PublisherOptions options) {
        return open(new PahoConnector(connection), options);
    }

    public static MqttPublisher open(BrokerConnector connector, PublisherOptions options) {
        MqttPublisher publisher = new MqttPublisher(connector, options);
        publisher.keeper.start();
        return publisher;
    }

    /**
     * Waits while the capacity is used up.
     *
     * @return completes normally with the verdict, also when the broker refuses; allocates, so for a flood prefer
     *     {@link #publish(MqttPublication, Consumer)}
     */
    public CompletableFuture<Settlement> publish(MqttPublication publication) throws InterruptedException {
        CompletableFuture<Settlement> verdict = new CompletableFuture<>();
        publish(publication, verdict::complete);
        return verdict;
    }

    /**
     * Waits while the capacity is used up.
     *
     * @param settled called once with the verdict, mostly on a client thread; must not block
     * @throws IllegalStateException if closed
     */
    public void publish(MqttPublication publication, Consumer<Settlement> settled) throws InterruptedException {
        HeldPublication held = new HeldPublication(publication, System.currentTimeMillis());
        lock.lockInterruptibly();
        try {
            while (!closed && held() >= options.capacity()) {
                room.await();
            }
            add(held, settled);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Never waits.
     *
     * @return false if the capacity is used up; then nothing has happened
     */
    public boolean tryPublish(HeldPublication held, Consumer<Settlement> settled) {
        lock.lock();
        try {
            if (!closed && held() >= options.capacity()) {
                return false;
            }
            add(held, settled);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is held any more. False if that took longer than the timeout. */
    public boolean flush(Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (held() > 0) {
                if (left <= 0) {
                    return false;
                }
                left = room.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** What the broker has not accepted, oldest first. */
    public List<HeldPublication> unaccepted() {
        lock.lock();
        try {
            List<HeldPublication> list = new ArrayList<>(held());
            underWay.values().forEach(outgoing -> list.add(outgoing.held()));
            heldBack.list().forEach(outgoing -> list.add(outgoing.held()));
            waiting.forEach(outgoing -> list.add(outgoing.held()));
            return list;
        } finally {
            lock.unlock();
        }
    }

    /** Publications that the broker has not accepted yet. */
    public int pending() {
        lock.lock();
        try {
            return held();
        } finally {
            lock.unlock();
        }
    }

    public boolean isConnected() {
        lock.lock();
        try {
            return connection != null;
        } finally {
            lock.unlock();
        }
    }

    public long accepted() {
        return accepted.get();
    }

    public long refused() {
        return refused.get();
    }

    public long expired() {
        return expired.get();
    }

    /** How often the broker could not take a publication at that moment; each was or will be sent again. */
    public long deferred() {
        return deferred.get();
    }

    public long reconnects() {
        return keeper.reconnects();
    }

    /** Ends at once; what is still held is settled as abandoned. Call {@link #flush} first. */
    @Override
    public void close() {
        List<Outgoing> abandoned = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            abandoned.addAll(underWay.values());
            abandoned.addAll(heldBack.takeAll());
            abandoned.addAll(waiting);
            underWay.clear();
            waiting.clear();
            connection = null;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        keeper.close();
        if (!abandoned.isEmpty()) {
            LOG.warn("'{}' was closed with {} publications unaccepted", options.clientId(), abandoned.size());
        }
        Settlement verdict = new Settlement(Settlement.Outcome.ABANDONED, "the publisher was closed");
        abandoned.forEach(outgoing -> outgoing.settled().accept(verdict));
    }

    private int held() {
        return waiting.size() + underWay.size() + heldBack.size();
    }

    private void add(HeldPublication held, Consumer<Settlement> settled) {
        if (closed) {
            throw new IllegalStateException("publisher '" + options.clientId() + "' is closed");
        }
        waiting.add(new Outgoing(nextNumber++, held, settled));
        sendWaiting();
    }

    /** Under the lock, so that publications leave in order. */
    private void sendWaiting() {
        while (connection != null && underWay.size() + overtaking.size() < allowed && !waiting.isEmpty()) {
            Outgoing next = waiting.poll();
            if (heldBack.holds(next.topic())) {
                heldBack.add(next.topic(), next);
                continue;
            }
            long secondsLeft = next.held().secondsLeft(System.currentTimeMillis());
            underWay.put(next.number(), next);
            if (secondsLeft < 0) {
                settle(
                        epoch,
                        next.number(),
                        new Settlement(
                                Settlement.Outcome.EXPIRED,
                                next.held().publication().topic() + ": expired before the broker accepted it"));
                continue;
            }
            int sentIn = epoch;
            try {
                connection.publish(
                        next.held().publication(), secondsLeft, verdict -> settle(sentIn, next.number(), verdict));
            } catch (MqttFailure e) {
                // It stays under way and goes out again, first, over the next connection.
                connection = null;
                keeper.drop(sentIn, e);
            }
        }
    }

    private void settle(int sentIn, long number, Settlement verdict) {
        Outgoing done;
        lock.lock();
        try {
            if (sentIn != epoch) {
                return;
            }
            done = underWay.remove(number);
            boolean wasOvertaking = done == null && overtaking.remove(number);
            if (done == null && !wasOvertaking) {
                return;
            }
            if (done != null && verdict.outcome() == Settlement.Outcome.DEFERRED) {
                defer(done, verdict);
                done = null;
            }
            if (done != null) {
                heldBack.accepted(done.topic());
                count(verdict);
                room.signalAll();
            }
            // Settled from within sendWaiting: its loop goes on by itself.
            if (lock.getHoldCount() == 1) {
                sendWaiting();
            }
        } finally {
            lock.unlock();
        }
        if (done != null) {
            done.settled().accept(verdict);
        }
    }

    /**
     * Those of the same topic that are already on their way would overtake it: they go again behind it, under new
     * numbers, so that the answers to come are not taken for theirs. Answers come in the order of sending (MQTT-4.6.0-2).
     */
    private void defer(Outgoing first, Settlement verdict) {
        deferred.incrementAndGet();
        if (!heldBack.isInTrouble()) {
            LOG.warn("'{}' tries again later: {}", options.clientId(), verdict.reason());
        }
        List<Outgoing> again = new ArrayList<>();
        again.add(renumbered(first));
        for (Outgoing later : List.copyOf(underWay.values())) {
            if (later.topic().equals(first.topic())) {
                underWay.remove(later.number());
                overtaking.add(later.number());
                again.add(renumbered(later));
            }
        }
        heldBack.defer(first.topic(), again, System.nanoTime());
    }

    private Outgoing renumbered(Outgoing outgoing) {
        return new Outgoing(nextNumber++, outgoing.held(), outgoing.settled());
    }

    private void count(Settlement verdict) {
        switch (verdict.outcome()) {
            case ACCEPTED -> accepted.incrementAndGet();
            case EXPIRED -> expired.incrementAndGet();
            default -> {
                refused.incrementAndGet();
                LOG.error("'{}' could not publish: {}", options.clientId(), verdict.reason());
            }
        }
    }

    private final class Link implements ConnectionKeeper.Session {
        @Override
        public void connected(int number, BrokerConnection made) {
            // Sending begins when the keeper has looked at the broker's limits.
        }

        @Override
        public void established(int number, BrokerConnection made) {
            lock.lock();
            try {
                if (closed) {
                    return;
                }
                goBackToStart();
                epoch = number;
                connection = made;
                allowed = Math.min(options.window(), made.limits().receiveMaximum());
                sendWaiting();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void arrived(int number, int packetId, MqttMessage message) {
            // A publisher subscribes to nothing.
        }

        @Override
        public void tick(int number, BrokerConnection made) {
            lock.lock();
            try {
                if (heldBack.size() > 0) {
                    putFirst(heldBack.takeDue(System.nanoTime()));
                    sendWaiting();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void lost(int number, MqttFailure why) {
            lock.lock();
            try {
                if (number == epoch) {
                    connection = null;
                }
            } finally {
                lock.unlock();
            }
        }

        /** What was under way goes in front of what waits, in its old order. */
        private void goBackToStart() {
            putFirst(heldBack.takeAll());
            putFirst(new ArrayList<>(underWay.values()));
            underWay.clear();
            overtaking.clear();
        }

        private void putFirst(List<Outgoing> again) {
            for (int i = again.size() - 1; i >= 0; i--) {
                waiting.addFirst(again.get(i));
            }
        }
    }
}
