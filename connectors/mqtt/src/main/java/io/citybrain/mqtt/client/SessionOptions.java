package io.citybrain.mqtt.client;

/**
 * How one MQTT session behaves.
 *
 * @param clientId stable name of the session at the broker, 1 to 200 characters
 * @param cleanStart true: forget an older session of this name; false: resume it
 * @param sessionExpirySeconds how long the broker keeps the session without us: 0 (ends with the connection) to
 *     4,294,967,295 (for ever)
 * @param receiveMaximum how many QoS 1 messages the broker may have outstanding towards us, 1 to 32,767
 * @param lastWill published by the broker if we vanish without a word; null for none
 */
public record SessionOptions(
        String clientId, boolean cleanStart, long sessionExpirySeconds, int receiveMaximum, MqttPublication lastWill) {
    /** Above this Paho 1.2.5 and several brokers read the number as negative. */
    public static final int MAX_RECEIVE_MAXIMUM = 32_767;

    public SessionOptions {
        if (clientId == null || clientId.isEmpty() || clientId.length() > 200) {
            throw new IllegalArgumentException("client id must have 1 to 200 characters, was '" + clientId + "'");
        }
        if (sessionExpirySeconds < 0 || sessionExpirySeconds > MqttPublication.MAX_EXPIRY_SECONDS) {
            throw new IllegalArgumentException("sessionExpirySeconds must be 0 to " + MqttPublication.MAX_EXPIRY_SECONDS
                    + ", was " + sessionExpirySeconds);
        }
        if (receiveMaximum < 1 || receiveMaximum > MAX_RECEIVE_MAXIMUM) {
            throw new IllegalArgumentException(
                    "receiveMaximum must be 1 to " + MAX_RECEIVE_MAXIMUM + ", was " + receiveMaximum);
        }
    }

    /** A session that ends with its connection. */
    public static SessionOptions transientSession(String clientId) {
        return new SessionOptions(clientId, true, 0, 1_000, null);
    }

    /** A session that the broker keeps while we are away. */
    public static SessionOptions persistentSession(String clientId, long expirySeconds) {
        return new SessionOptions(clientId, false, expirySeconds, 1_000, null);
    }
}
