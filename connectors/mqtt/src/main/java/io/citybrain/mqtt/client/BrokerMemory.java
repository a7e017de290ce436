package io.citybrain.mqtt.client;

import io.citybrain.mqtt.client.Subscription.Retained;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What a broker keeps for somebody who is away, found out by being away: brokers drop what their queues do not hold, and
 * announce none of it. Topics and session are private to the probe and gone afterwards.
 *
 * @param session whether it still had our session
 * @param messages how many of those published meanwhile it delivered
 * @param published how many those were
 * @param retained whether it keeps retained messages
 */
public record BrokerMemory(boolean session, int messages, int published, boolean retained) {
    private static final long EXPIRY_SECONDS = 60;
    private static final long LOOK_NANOS = 5_000_000;

    /**
     * Tries a broker.
     *
     * @param published messages to publish while away; Mosquitto keeps 1,000 if it is not told otherwise
     * @param timeout for each step
     * @throws MqttFailure if the broker can't be reached or refuses us
     */
    public static BrokerMemory probe(MqttConnection connection, int published, Duration timeout)
            throws MqttFailure, InterruptedException {
        String name = "memory-" + UUID.randomUUID();
        String topic = "citybrain/check/" + name;
        SessionOptions session = SessionOptions.persistentSession(name, EXPIRY_SECONDS);
        PahoConnector connector = new PahoConnector(connection);
        try (BrokerConnection first = connector.connect(session, new Counting())) {
            first.subscribe(List.of(new Subscription(topic, Retained.NEVER)));
        }
        publish(connection, name + "-writer", topic, published, timeout);
        Counting counting = new Counting();
        boolean present;
        try (BrokerConnection again = connector.connect(session, counting)) {
            present = again.sessionPresent();
            if (present) {
                awaitOrQuiet(counting, published, timeout);
            }
        }
        // Ends the session at the broker.
        connector.connect(SessionOptions.transientSession(name), new Counting()).close();
        boolean retained = keepsRetained(connection, connector, name, timeout);
        return new BrokerMemory(present, counting.arrived.get(), published, retained);
    }

    /** True if it keeps all that the probe asked of it. */
    public boolean isWhole() {
        return session && messages == published && retained;
    }

    private static void publish(
            MqttConnection connection, String clientId, String topic, int messages, Duration timeout)
            throws MqttFailure, InterruptedException {
        try (MqttPublisher publisher = MqttPublisher.open(connection, PublisherOptions.of(clientId))) {
            for (int i = 0; i < messages; i++) {
                byte[] payload = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
                publisher.publish(MqttPublication.of(topic, payload), verdict -> {});
            }
            requireFlushed(publisher, timeout);
        }
    }

    private static void requireFlushed(MqttPublisher publisher, Duration timeout)
            throws MqttFailure, InterruptedException {
        if (!publisher.flush(timeout)) {
            throw new MqttFailure(
                    MqttFailure.Reason.TIMEOUT,
                    "the broker did not take " + publisher.pending() + " messages within " + timeout.toSeconds()
                            + " s: is it overloaded?");
        }
    }

    private static boolean keepsRetained(
            MqttConnection connection, PahoConnector connector, String name, Duration timeout)
            throws MqttFailure, InterruptedException {
        String topic = "citybrain/check/" + name + "/retained";
        try (MqttPublisher publisher = MqttPublisher.open(connection, PublisherOptions.of(name + "-writer"))) {
            publisher.publish(MqttPublication.retained(topic, new byte[] {1}), verdict -> {});
            requireFlushed(publisher, timeout);
            Counting counting = new Counting();
            boolean came;
            try (BrokerConnection reader = connector.connect(SessionOptions.transientSession(name), counting)) {
                reader.subscribe(List.of(new Subscription(topic, Retained.ALWAYS)));
                came = awaitUntil(() -> counting.arrived.get() > 0, Math.min(2_000, timeout.toMillis()));
            }
            publisher.publish(MqttPublication.retained(topic, new byte[0]), verdict -> {});
            requireFlushed(publisher, timeout);
            return came;
        }
    }

    /** What was dropped never comes: two seconds without another message end the wait. */
    private static void awaitOrQuiet(Counting counting, int wanted, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        int before = -1;
        while (System.nanoTime() < deadline && counting.arrived.get() != before && counting.arrived.get() < wanted) {
            before = counting.arrived.get();
            awaitUntil(() -> counting.arrived.get() >= wanted, 2_000);
        }
    }

    private static boolean awaitUntil(BooleanSupplier condition, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return condition.getAsBoolean();
    }

    /** Counts and acknowledges, or the window would fill. */
    private static final class Counting implements BrokerConnector.Events {
        private final AtomicInteger arrived = new AtomicInteger();
        private volatile BrokerConnection connection;

        @Override
        public void connected(BrokerConnection made) {
            connection = made;
        }

        @Override
        public void arrived(int packetId, MqttMessage message) {
            arrived.incrementAndGet();
            try {
                connection.acknowledge(packetId);
            } catch (MqttFailure e) {
                // The connection ends; who counts sees it.
            }
        }

        @Override
        public void lost(MqttFailure why) {}
    }
}
