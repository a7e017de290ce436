package io.citybrain.bench;

import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
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

    private final MqttSubscriber readings;
    private final AlertWitness alerts;
    private final BitSet serials = new BitSet();

    Witness(MqttConnection broker) throws InterruptedException {
        SessionOptions session = new SessionOptions("bench-readings", false, SESSION_SECONDS, RECEIVE_MAXIMUM, null);
        readings = MqttSubscriber.open(broker, session, List.of(Topics.ALL_TELEMETRY), this::reading);
        alerts = new AlertWitness(broker);
        if (!readings.awaitSubscribed(20_000)) {
            throw new CannotMeasure("the broker did not grant the witness its subscription in 20 s");
        }
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

    /** Numbers that the broker has delivered here. */
    BitSet serials() {
        synchronized (serials) {
            return (BitSet) serials.clone();
        }
    }

    /** Alerts by their id. */
    Map<String, AlertWitness.Told> told() {
        return alerts.told();
    }

    @Override
    public void close() {
        readings.close();
        alerts.close();
    }
}
