package io.citybrain.kafka.bridge;

import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.client.Settlement;
import io.citybrain.wire.Health;
import io.citybrain.wire.HealthJson;
import io.citybrain.wire.Topics;
import java.time.Duration;

/** Tells who listens that the bridge lives and works: a beat every second, its health retained, "down" as last will. */
final class BridgePulse implements AutoCloseable {
    private static final String COMPONENT = "bridge";
    private static final int MOST_PENDING = 10;
    private static final int BEAT_EXPIRY_SECONDS = 5;

    private final MqttPublisher publisher;
    private Health.Status told;
    private long toldOverLink;

    BridgePulse(BridgeSettings settings) {
        publisher = MqttPublisher.open(
                settings.mqtt(),
                PublisherOptions.of(settings.clientId() + "-pulse")
                        .withLastWill(health(Health.Status.DOWN, "the process ended unexpectedly")));
    }

    /**
     * Once a second. A broker that is away is not waited for.
     *
     * @param trouble what keeps the bridge from forwarding; null if nothing does
     */
    void beat(String trouble) throws InterruptedException {
        Health.Status status = trouble == null ? Health.Status.UP : Health.Status.DEGRADED;
        if (publisher.pending() >= MOST_PENDING) {
            return;
        }
        publisher.publish(
                new MqttPublication(Topics.HEARTBEAT, payload(status, trouble), false, BEAT_EXPIRY_SECONDS),
                BridgePulse::settled);
        long links = publisher.reconnects();
        // When the line broke, the broker said "down" in our name, and keeps that.
        if (status != told || links != toldOverLink) {
            publisher.publish(health(status, trouble), BridgePulse::settled);
            told = status;
            toldOverLink = links;
        }
    }

    private static MqttPublication health(Health.Status status, String detail) {
        return MqttPublication.retained(Topics.health(COMPONENT), payload(status, detail));
    }

    private static byte[] payload(Health.Status status, String detail) {
        return HealthJson.write(new Health(COMPONENT, status, System.currentTimeMillis(), detail));
    }

    /** A beat that is lost is followed by the next. */
    private static void settled(Settlement settlement) {}

    @Override
    public void close() {
        try {
            publisher.publish(health(Health.Status.DOWN, "stopped"), BridgePulse::settled);
            publisher.flush(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publisher.close();
    }
}
