package io.citybrain.city.sensing;

import java.util.Arrays;

/**
 * A message that could not be taken, and why. It is published, stored and acknowledged: never an exception, never
 * silence.
 *
 * @param reason what is wrong, where, and what to do about it
 * @param topic the MQTT topic it came on
 * @param payload the bytes as they came
 * @param receivedAtMillis when it was received, epoch milliseconds
 */
public record Rejection(String reason, String topic, byte[] payload, long receivedAtMillis) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Rejection that
                && reason.equals(that.reason)
                && topic.equals(that.topic)
                && Arrays.equals(payload, that.payload)
                && receivedAtMillis == that.receivedAtMillis;
    }

    @Override
    public int hashCode() {
        return topic.hashCode() * 31 + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return topic + ": " + reason;
    }
}
