package io.citybrain.standalone;

import static io.citybrain.wire.Health.Status.DOWN;
import static io.citybrain.wire.Health.Status.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.mqtt.testing.MosquittoServer;
import io.citybrain.wire.Health;
import io.citybrain.wire.HealthJson;
import io.citybrain.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dead city is told by the broker; a quiet one beats. */
class HealthTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final AtomicReference<Health> health = new AtomicReference<>();
    private final ConcurrentLinkedQueue<Health> beats = new ConcurrentLinkedQueue<>();

    private void hear(MqttMessage message) {
        Health heard = HealthJson.read(message.payload()).value();
        if (message.topic().equals(Topics.HEARTBEAT)) {
            beats.add(heard);
        } else {
            health.set(heard);
        }
    }

    private boolean isHeard(String component) {
        return beats.stream().filter(beat -> beat.component().equals(component)).count() > 2;
    }

    /** Somebody takes its place for a moment: to the broker that is a line that broke. */
    private void breakTheLineOf(MosquittoServer broker, String clientId) {
        MqttPublisher thief = MqttPublisher.open(broker.connection(), PublisherOptions.of(clientId));
        try {
            Awaitility.await("the broker tells its last will")
                    .atMost(PATIENCE)
                    .until(() -> health.get().status() == DOWN);
        } finally {
            thief.close();
        }
    }

    @Test
    void aKilledCityIsDownByItsLastWillAndASecondOneOnTheBrokerHasAHealthOfItsOwn() throws Exception {
        try (MosquittoServer broker = MosquittoServer.start(folder.resolve("broker"));
                MqttSubscriber screen = MqttSubscriber.open(
                        broker.connection(),
                        SessionOptions.transientSession("screen"),
                        List.of(Topics.health("west"), Topics.HEARTBEAT),
                        this::hear)) {
            assertThat(screen.awaitSubscribed(10_000)).isTrue();
            try (CityProcess city = CityProcess.start(
                    folder.resolve("city"),
                    "--no-sim",
                    "--client-id=west",
                    "--mqtt=tcp://127.0.0.1:" + broker.port())) {
                city.awaitReady();
                Awaitility.await("it is up and beats")
                        .atMost(PATIENCE)
                        .until(() -> health.get() != null && health.get().status() == UP && isHeard("west"));
                // Each job beats for itself, under the name that this city has on the broker.
                assertThat(beats).extracting(Health::component).contains("west").isSubsetOf("west", "west-incidents");
                breakTheLineOf(broker, "west-pulse");
                Awaitility.await("it lives, and says so again")
                        .atMost(PATIENCE)
                        .until(() -> health.get().status() == UP);
                city.kill();
            }
            Awaitility.await("the broker tells its last will")
                    .atMost(PATIENCE)
                    .until(() -> health.get().status() == DOWN);
            assertThat(health.get().detail()).contains("unexpectedly");
        }
    }
}
