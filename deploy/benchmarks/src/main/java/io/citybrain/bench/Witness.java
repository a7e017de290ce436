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
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Independent of the job: two sessions of its own at the broker, which keeps for them what it keeps for the job. One
 * hears the readings, the other the alerts.
 */
final class Witness implements AutoCloseable {
    private static final long SESSION_SECONDS = 3_600;
    private static final int RECEIVE_MAXIMUM = 10_000;
    private static final byte[] SEQUENCE = "\"sequence\":".getBytes(StandardCharsets.US_ASCII);

    /** An alert and when it was first told. */
    record Told(Judge.Episode episode, long cameNanos) {}

    private final MqttSubscriber readings;
    private final MqttSubscriber alerts;
    private final BitSet serials = new BitSet();
    private final Map<String, Told> told = new HashMap<>();
    private long newestNanos;

    Witness(MqttConnection broker) throws InterruptedException {
        readings = MqttSubscriber.open(broker, session("bench-readings"), List.of(Topics.ALL_TELEMETRY), this::reading);
        alerts = MqttSubscriber.open(broker, session("bench-alerts"), List.of(Topics.ALL_ALERTS), this::alert);
        if (!readings.awaitSubscribed(20_000) || !alerts.awaitSubscribed(20_000)) {
            throw new CannotMeasure("the broker did not grant the witness its subscriptions in 20 s");
        }
    }

    private static SessionOptions session(String name) {
        return new SessionOptions(name, false, SESSION_SECONDS, RECEIVE_MAXIMUM, null);
    }

    private void reading(MqttMessage message) {
        int serial = serial(message.payload());
        synchronized (serials) {
            serials.set(serial);
        }
    }

    /** The number in a payload: cheaper than parsing it, because the witness shares the machine with what it measures. */
    static int serial(byte[] payload) {
        for (int at = 0; at + SEQUENCE.length < payload.length; at++) {
            if (java.util.Arrays.equals(payload, at, at + SEQUENCE.length, SEQUENCE, 0, SEQUENCE.length)) {
                int number = 0;
                for (int i = at + SEQUENCE.length; payload[i] >= '0' && payload[i] <= '9'; i++) {
                    number = number * 10 + payload[i] - '0';
                }
                return number;
            }
        }
        throw new IllegalArgumentException("no sequence in " + new String(payload, StandardCharsets.UTF_8));
    }

    /** Alerts about City Brain's own input (a lost feed) are true here, and of no sensor. */
    private void alert(MqttMessage message) {
        long now = System.nanoTime();
        Decoded<Alert> alert = message.payload().length == 0 ? null : AlertJson.read(message.payload());
        if (alert == null || alert.isRefused() || alert.value().kind().equals(Alert.FEED)) {
            return;
        }
        Alert one = alert.value();
        boolean cleared = one.state() == AlertState.CLEARED;
        synchronized (told) {
            Told before = told.get(one.alertId());
            if (before == null) {
                newestNanos = now;
            }
            told.put(
                    one.alertId(),
                    new Told(
                            new Judge.Episode(
                                    one.alertId(),
                                    one.sensor(),
                                    one.rule(),
                                    cleared
                                            || (before != null
                                                    && before.episode().cleared())),
                            before == null ? now : before.cameNanos()));
        }
    }

    /** Numbers that the broker has delivered here. */
    BitSet serials() {
        synchronized (serials) {
            return (BitSet) serials.clone();
        }
    }

    /** Alerts by their id. */
    Map<String, Told> told() {
        synchronized (told) {
            return Map.copyOf(told);
        }
    }

    /** When the newest alert that nobody had heard of came; {@link System#nanoTime}. */
    long newestNanos() {
        synchronized (told) {
            return newestNanos;
        }
    }

    @Override
    public void close() {
        readings.close();
        alerts.close();
    }
}
