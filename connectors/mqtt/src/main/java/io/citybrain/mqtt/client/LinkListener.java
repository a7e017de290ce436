package io.citybrain.mqtt.client;

/** Learns how the link to the broker is doing. Called on the link's own thread; must not block. */
@FunctionalInterface
public interface LinkListener {
    /** States of the link. */
    enum Link {
        /** Connected and ready. */
        UP,
        /** Lost, or not yet reached; the next attempt follows by itself. */
        DOWN
    }

    LinkListener NONE = (link, attempts, why) -> {};

    /**
     * The link went up or down, or one more attempt failed.
     *
     * @param attempts failed attempts in a row, 0 when up
     * @param why the last failure, null when up
     */
    void changed(Link link, long attempts, MqttFailure why);
}
