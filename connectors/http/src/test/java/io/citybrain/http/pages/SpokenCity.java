package io.citybrain.http.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.wire.Topics;
import java.time.Instant;
import java.util.Locale;

/** A city that only speaks: what its jobs would publish is published by the test. */
final class SpokenCity implements AutoCloseable {
    private final MqttPublisher publisher;

    SpokenCity(MqttConnection broker) {
        publisher = MqttPublisher.open(broker, PublisherOptions.of("spoken-city"));
    }

    /** A street of covers, ten metres apart. */
    void registerCovers(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            say(Topics.registry(cover(i)), String.format(Locale.ROOT, """
                            {"kind": "manhole", "heartbeatSeconds": 86400,
                             "place": {"longitude": %.5f, "latitude": %.5f, "name": "文三路 %d 号"}}""", 120.15 + i * 0.0001, 30.28, i));
        }
    }

    static String cover(int i) {
        return String.format(Locale.ROOT, "MH-%04d", i);
    }

    void raise(String sensor, String rule, String severity, String text) throws InterruptedException {
        Instant now = Instant.now();
        say(
                "city/v1/alerts/manhole/" + sensor + '/' + rule,
                String.format(Locale.ROOT, """
                        {"alertId": "a-%s-%s", "revision": 1, "kind": "manhole", "sensor": "%1$s", "rule": "%2$s", "ruleVersion": 1,
                         "severity": "%s", "state": "active", "raisedAt": "%s", "observedAt": "%4$s", "changedAt": "%4$s",
                         "text": {"zh": "%s", "en": "%5$s"}}""", sensor, rule, severity, now, text));
    }

    /** Retained. */
    void say(String topic, String json) throws InterruptedException {
        publisher.publish(MqttPublication.retained(topic, json.getBytes(UTF_8)), settled -> {});
    }

    @Override
    public void close() {
        publisher.close();
    }
}
