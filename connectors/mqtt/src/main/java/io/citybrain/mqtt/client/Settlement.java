package io.citybrain.mqtt.client;

/**
 * What became of a publication.
 *
 * @param outcome the verdict
 * @param reason for people; empty when accepted
 */
public record Settlement(Outcome outcome, String reason) {
    /** Verdicts. */
    public enum Outcome {
        /** The broker took responsibility. */
        ACCEPTED,
        /** The broker will never take it: not authorized, too large, malformed. */
        REFUSED,
        /** The broker can't take it now: a {@link MqttPublisher} tries again and never tells this. */
        DEFERRED,
        /** Its expiry passed before the broker took it. */
        EXPIRED,
        /** The publisher was closed before the broker took it. */
        ABANDONED
    }

    public static final Settlement ACCEPTED = new Settlement(Outcome.ACCEPTED, "");

    public boolean accepted() {
        return outcome == Outcome.ACCEPTED;
    }
}
