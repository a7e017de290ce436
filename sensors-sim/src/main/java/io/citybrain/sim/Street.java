package io.citybrain.sim;

/** Where messages go: an MQTT broker, or a list in a test. */
interface Street extends AutoCloseable {

    /** Hands over one message; blocks while the broker is away, loses none. */
    void publish(String topic, byte[] payload, boolean retained) throws InterruptedException;

    /** Blocks until the broker has acknowledged all that was handed over. */
    void flush() throws InterruptedException;

    @Override
    void close();
}
