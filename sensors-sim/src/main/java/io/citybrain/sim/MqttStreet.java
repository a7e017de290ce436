package io.citybrain.sim;

import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.client.Settlement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** The street on a real broker. Holds at most 1,000 messages that the broker has not acknowledged, then waits. */
final class MqttStreet implements Street {
    private final MqttPublisher publisher;
    private final AtomicReference<String> refusal = new AtomicReference<>();

    private MqttStreet(MqttPublisher publisher) {
        this.publisher = publisher;
    }

    /** Connects in the background; a broker that is down delays, it does not fail. */
    static MqttStreet open(MqttConnection broker, String clientId) {
        return new MqttStreet(MqttPublisher.open(broker, PublisherOptions.of(clientId)));
    }

    @Override
    public void publish(String topic, byte[] payload, boolean retained) throws InterruptedException {
        throwRefusal();
        publisher.publish(new MqttPublication(topic, payload, retained, 0), settled -> remember(topic, settled));
    }

    /** Runs on the client's thread. */
    private void remember(String topic, Settlement settled) {
        if (settled.outcome() == Settlement.Outcome.REFUSED) {
            refusal.compareAndSet(null, "the broker refused a message on " + topic + ": " + settled.reason());
        }
    }

    @Override
    public boolean flush(Duration timeout) throws InterruptedException {
        boolean done = publisher.flush(timeout);
        throwRefusal();
        return done;
    }

    private void throwRefusal() {
        if (refusal.get() != null) {
            throw new IllegalStateException(refusal.get());
        }
    }

    @Override
    public boolean isConnected() {
        return publisher.isConnected();
    }

    @Override
    public void close() {
        publisher.close();
    }
}
