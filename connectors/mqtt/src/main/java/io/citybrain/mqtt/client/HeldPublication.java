package io.citybrain.mqtt.client;

/**
 * A publication that the broker has not yet accepted.
 *
 * @param publication what to publish
 * @param sinceMillis epoch milliseconds from which its expiry counts
 */
public record HeldPublication(MqttPublication publication, long sinceMillis) {
    /** Seconds left, at least 1 while alive; 0 if it never expires; -1 if its time is over. */
    public long secondsLeft(long nowMillis) {
        if (publication.expirySeconds() == 0) {
            return 0;
        }
        long leftMillis = publication.expirySeconds() * 1_000 - Math.max(0, nowMillis - sinceMillis);
        return leftMillis <= 0 ? -1 : (leftMillis + 999) / 1_000;
    }
}
