package io.citybrain.mqtt;

import io.citybrain.mqtt.client.BrokerConnection;
import io.citybrain.mqtt.client.BrokerConnector;
import io.citybrain.mqtt.client.BrokerLimits;
import io.citybrain.mqtt.client.MqttFailure;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.mqtt.client.Settlement;
import io.citybrain.mqtt.client.Subscription;
import io.citybrain.mqtt.client.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A broker in memory with one session: the test decides what it sends and sees what is acknowledged. */
final class FakeBroker implements BrokerConnector {
    final List<Integer> acknowledged = new CopyOnWriteArrayList<>();
    final List<String> subscribed = new CopyOnWriteArrayList<>();
    final List<String> unsubscribed = new CopyOnWriteArrayList<>();
    final List<MqttPublication> fences = new CopyOnWriteArrayList<>();
    volatile boolean sessionPresent;
    volatile boolean down;
    private volatile Events events;
    private int nextFenceId = 60_000;

    @Override
    public BrokerConnection connect(SessionOptions options, Events to) throws MqttFailure {
        if (down) {
            throw new MqttFailure(MqttFailure.Reason.UNREACHABLE, "down on purpose");
        }
        Connection connection = new Connection(sessionPresent);
        events = to;
        to.connected(connection);
        return connection;
    }

    void send(int packetId, String text) {
        send(packetId, "n/1", text, false);
    }

    void send(int packetId, String topic, String text, boolean retained) {
        events.arrived(
                packetId,
                new MqttMessage(topic, text.getBytes(StandardCharsets.UTF_8), packetId == 0 ? 0 : 1, retained, 1_000L));
    }

    /** Sends the newest fence back, as a broker does when the backlog is through. */
    void returnFence() {
        MqttPublication fence = fences.get(fences.size() - 1);
        events.arrived(nextFenceId++, new MqttMessage(fence.topic(), fence.payload(), 1, false, 1_000L));
    }

    void cut() {
        events.lost(new MqttFailure(MqttFailure.Reason.CONNECTION_LOST, "cut on purpose"));
    }

    private final class Connection implements BrokerConnection {
        private final boolean present;

        Connection(boolean present) {
            this.present = present;
        }

        @Override
        public boolean sessionPresent() {
            return present;
        }

        @Override
        public BrokerLimits limits() {
            return new BrokerLimits(100, 0, Long.MAX_VALUE);
        }

        @Override
        public void subscribe(List<Subscription> subscriptions) {
            subscriptions.forEach(
                    subscription -> subscribed.add(subscription.filter() + " " + subscription.retained()));
        }

        @Override
        public void unsubscribe(List<String> filters) {
            unsubscribed.addAll(filters);
        }

        @Override
        public void publish(MqttPublication publication, long expirySeconds, Consumer<Settlement> settled) {
            Topics.requireName(publication.topic());
            fences.add(publication);
            settled.accept(Settlement.ACCEPTED);
        }

        @Override
        public void acknowledge(int packetId) {
            acknowledged.add(packetId);
        }

        @Override
        public void close() {}
    }
}
