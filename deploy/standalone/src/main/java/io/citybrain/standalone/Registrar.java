package io.citybrain.standalone;

import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.wire.RegistryFile;
import io.citybrain.wire.RegistryJson;
import io.citybrain.wire.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Publishes a registry file as retained messages: the broker's retained registry is the one that counts. */
final class Registrar {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Registrar() {}

    /** Returns how many sensors the file has. */
    static int publish(Path file, MqttConnection broker) throws IOException, InterruptedException {
        RegistryFile.Result registry = RegistryFile.read(file);
        if (!registry.errors().isEmpty()) {
            throw new CityException("the registry has mistakes:\n  " + String.join("\n  ", registry.errors()));
        }
        try (MqttPublisher publisher = MqttPublisher.open(broker, PublisherOptions.of("city-registrar"))) {
            for (SensorEntry entry : registry.entries()) {
                publisher.publish(
                        new MqttPublication(Topics.registry(entry.sensor()), RegistryJson.write(entry), true, 0),
                        settlement -> {});
            }
            if (!publisher.flush(PATIENCE)) {
                throw new CityException("the broker did not take the registry within 60 s; see the log");
            }
            if (publisher.refused() > 0) {
                throw new CityException("the broker refused " + publisher.refused()
                        + " entries of the registry: may this user publish to city/v1/registry/#?");
            }
        }
        return registry.entries().size();
    }
}
