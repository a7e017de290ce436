package io.citybrain.mqtt.client;

import java.util.Arrays;

/**
 * A message as it arrived.
 *
 * @param topic full topic name, never empty
 * @param payload the bytes as sent; shared, not to be changed
 * @param qos 0 or 1; 0 carries no guarantee
 * @param retained true if the broker sent its stored copy, false if the message is live
 * @param receivedAtMillis epoch milliseconds at which it reached this process
 */
public record MqttMessage(String topic, byte[] payload, int qos, boolean retained, long receivedAtMillis) {
    @Override
    public boolean equals(Object other) {
        return other instanceof MqttMessage that
                && topic.equals(that.topic)
                && Arrays.equals(payload, that.payload)
                && qos == that.qos
                && retained == that.retained
                && receivedAtMillis == that.receivedAtMillis;
    }

    @Override
    public int hashCode() {
        return 31 * topic.hashCode() + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return "MqttMessage[" + topic + ", " + payload.length + " bytes, qos " + qos + (retained ? ", retained" : "")
                + "]";
    }
}
