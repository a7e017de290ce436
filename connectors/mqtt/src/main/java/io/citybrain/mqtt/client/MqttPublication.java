package io.citybrain.mqtt.client;

import java.util.Arrays;

/**
 * A message to publish, always with QoS 1.
 *
 * @param topic full topic name without wildcards, at most 65,535 UTF-8 bytes
 * @param payload the bytes; empty together with {@code retained} removes the retained message
 * @param retained whether the broker keeps it for later subscribers
 * @param expirySeconds lifetime in seconds, 0 for none, at most 4,294,967,295; one that expires before the broker has
 *     accepted it is dropped and reported as expired
 */
public record MqttPublication(String topic, byte[] payload, boolean retained, long expirySeconds) {
    /** The largest value that MQTT 5 can carry (four bytes, unsigned). */
    public static final long MAX_EXPIRY_SECONDS = 0xFFFF_FFFFL;

    public MqttPublication {
        Topics.requireName(topic);
        if (payload == null) {
            throw new IllegalArgumentException("payload of " + topic + " is null; use an empty array to clear a topic");
        }
        if (expirySeconds < 0 || expirySeconds > MAX_EXPIRY_SECONDS) {
            throw new IllegalArgumentException("expirySeconds of " + topic + " must be 0 (none) to "
                    + MAX_EXPIRY_SECONDS + ", was " + expirySeconds);
        }
    }

    public static MqttPublication of(String topic, byte[] payload) {
        return new MqttPublication(topic, payload, false, 0);
    }

    public static MqttPublication retained(String topic, byte[] payload) {
        return new MqttPublication(topic, payload, true, 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MqttPublication that
                && topic.equals(that.topic)
                && Arrays.equals(payload, that.payload)
                && retained == that.retained
                && expirySeconds == that.expirySeconds;
    }

    @Override
    public int hashCode() {
        return 31 * topic.hashCode() + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return "MqttPublication[" + topic + ", " + payload.length + " bytes" + (retained ? ", retained" : "")
                + (expirySeconds == 0 ? "" : ", expires in " + expirySeconds + " s") + "]";
    }
}
