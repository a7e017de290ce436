package io.citybrain.standalone;

import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.jobs.sensing.RegistryCheck;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.wire.RegistryFile;
import io.citybrain.wire.RegistryJson;
import io.citybrain.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Publishes a registry file as retained messages: the broker's retained registry is the one that counts. */
final class Registrar {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Registrar() {}

    /** The sensors of the file; none if there is no file. Fails with all its mistakes. */
    static List<SensorEntry> read(Path file) {
        if (file == null) {
            return List.of();
        }
        RegistryFile.Result registry = RegistryCheck.read(file);
        if (!registry.errors().isEmpty()) {
            throw new CityException("error.registry", file, String.join("\n  ", registry.errors()));
        }
        return registry.entries();
    }

    /** Returns when the broker has them all. */
    static void publish(List<SensorEntry> sensors, MqttConnection broker, String clientId) throws InterruptedException {
        if (sensors.isEmpty()) {
            return;
        }
        try (MqttPublisher publisher = MqttPublisher.open(broker, PublisherOptions.of(clientId))) {
            for (SensorEntry entry : sensors) {
                publisher.publish(
                        new MqttPublication(Topics.registry(entry.sensor()), RegistryJson.write(entry), true, 0),
                        settlement -> {});
            }
            if (!publisher.flush(PATIENCE)) {
                throw new CityException("error.registry.slow", broker.uri(), PATIENCE.toSeconds());
            }
            if (publisher.refused() > 0) {
                throw new CityException("error.registry.refused", broker.uri(), publisher.refused());
            }
        }
    }
}
