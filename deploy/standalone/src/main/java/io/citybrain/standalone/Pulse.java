package io.citybrain.standalone;

import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.client.Settlement;
import io.citybrain.wire.Health;
import io.citybrain.wire.HealthJson;
import io.citybrain.wire.Topics;
import java.time.Duration;

/** Tells who listens that the process lives: a beat every second, its health retained, "down" as last will. */
final class Pulse implements AutoCloseable {
    private static final String COMPONENT = "standalone";

    private final MqttPublisher publisher;

    Pulse(MqttConnection broker) throws InterruptedException {
        publisher = MqttPublisher.open(
                broker,
                PublisherOptions.of("city-pulse")
                        .withLastWill(health(Health.Status.DOWN, "the process ended unexpectedly")));
        publisher.publish(health(Health.Status.UP, null), Pulse::settled);
    }

    private static MqttPublication health(Health.Status status, String detail) {
        return new MqttPublication(Topics.health(COMPONENT), payload(status, detail), true, 0);
    }

    /** Beat and health say the same, as the contract has it: who, how, when. */
    private static byte[] payload(Health.Status status, String detail) {
        return HealthJson.write(new Health(COMPONENT, status, System.currentTimeMillis(), detail));
    }

    /** A beat that is lost is followed by the next. */
    private static void settled(Settlement settlement) {}

    /** Once a second. A broker that is away is not waited for. */
    void beat() throws InterruptedException {
        if (publisher.pending() < 10) {
            publisher.publish(
                    new MqttPublication(Topics.HEARTBEAT, payload(Health.Status.UP, null), false, 5), Pulse::settled);
        }
    }

    @Override
    public void close() {
        try {
            publisher.publish(health(Health.Status.DOWN, "stopped"), Pulse::settled);
            publisher.flush(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publisher.close();
    }
}
