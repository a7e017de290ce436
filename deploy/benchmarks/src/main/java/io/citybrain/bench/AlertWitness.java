package io.citybrain.bench;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hears the alerts on MQTT, in a session that the broker keeps while it is away itself. */
final class AlertWitness implements AutoCloseable {
    private static final long SESSION_SECONDS = 3_600;
    private static final int RECEIVE_MAXIMUM = 10_000;
    private static final long PATIENCE_MILLIS = 20_000;

    /** An alert and when it was first told. */
    record Told(Judge.Episode episode, long cameNanos) {}

    private final MqttSubscriber alerts;
    private final Map<String, Told> told = new HashMap<>();

    AlertWitness(MqttConnection broker) throws InterruptedException {
        SessionOptions session = new SessionOptions("bench-alerts", false, SESSION_SECONDS, RECEIVE_MAXIMUM, null);
        alerts = MqttSubscriber.open(broker, session, List.of(Topics.ALL_ALERTS), this::alert);
        if (!alerts.awaitSubscribed(PATIENCE_MILLIS)) {
            throw new CannotMeasure("the broker did not grant the witness its subscription in 20 s");
        }
    }

    /** Alerts about City Brain's own input (a lost feed) are true here, and of no sensor. */
    private void alert(MqttMessage message) {
        long now = System.nanoTime();
        Decoded<Alert> alert = message.payload().length == 0 ? null : AlertJson.read(message.payload());
        if (alert == null || alert.isRefused() || alert.value().kind().equals(Alert.FEED)) {
            return;
        }
        Alert one = alert.value();
        synchronized (told) {
            Told before = told.get(one.alertId());
            boolean cleared = one.state() == AlertState.CLEARED
                    || (before != null && before.episode().cleared());
            told.put(
                    one.alertId(),
                    new Told(
                            new Judge.Episode(one.alertId(), one.sensor(), one.rule(), cleared),
                            before == null ? now : before.cameNanos()));
        }
    }

    /** Alerts by their id. */
    Map<String, Told> told() {
        synchronized (told) {
            return Map.copyOf(told);
        }
    }

    @Override
    public void close() {
        alerts.close();
    }
}
