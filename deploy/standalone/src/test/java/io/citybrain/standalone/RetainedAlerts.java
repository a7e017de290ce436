package io.citybrain.standalone;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What the broker retains of alerts, as a screen that starts late sees it. */
final class RetainedAlerts implements AutoCloseable {
    private final Map<String, Alert> byTopic = new ConcurrentHashMap<>();
    private final Set<String> retainedAtFirst = ConcurrentHashMap.newKeySet();
    private final MqttSubscriber subscriber;

    RetainedAlerts(MqttConnection broker) throws InterruptedException {
        subscriber = MqttSubscriber.open(
                broker,
                SessionOptions.transientSession("screen-" + UUID.randomUUID()),
                List.of(Topics.ALL_ALERTS),
                this::hear);
        if (!subscriber.awaitSubscribed(20_000)) {
            throw new AssertionError("no subscription within 20 s");
        }
    }

    private void hear(MqttMessage message) {
        if (message.payload().length == 0) {
            byTopic.remove(message.topic());
        } else {
            Alert alert = AlertJson.read(message.payload()).value();
            byTopic.put(message.topic(), alert);
            if (message.retained()) {
                retainedAtFirst.add(alert.alertId());
            }
        }
    }

    /** The ids of those that are open now. */
    Set<String> open() {
        Set<String> ids = new TreeSet<>();
        byTopic.values().stream()
                .filter(alert -> alert.state() != AlertState.CLEARED)
                .forEach(alert -> ids.add(alert.alertId()));
        return ids;
    }

    /** The ids of those that the broker had kept from before we subscribed. */
    Set<String> retainedAtFirst() {
        return new TreeSet<>(retainedAtFirst);
    }

    @Override
    public void close() {
        subscriber.close();
    }
}
