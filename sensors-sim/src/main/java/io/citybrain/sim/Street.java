package io.citybrain.sim;

import java.time.Duration;

/** Where messages go: an MQTT broker, or a list in a test. Used by one thread. */
interface Street extends AutoCloseable {

    /**
     * Hands over one message; blocks while the broker is away, loses none.
     *
     * @throws IllegalStateException if the broker refused an earlier one
     */
    void publish(String topic, byte[] payload, boolean retained) throws InterruptedException;

    /** Waits until the broker has acknowledged all that was handed over. False if that took longer. */
    boolean flush(Duration timeout) throws InterruptedException;

    /** False while the broker is away. */
    default boolean isConnected() {
        return true;
    }

    @Override
    void close();
}
