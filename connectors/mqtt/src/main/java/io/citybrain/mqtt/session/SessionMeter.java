package io.citybrain.mqtt.session;

/** What is worth counting in a session. Called on the reader's own thread. */
public interface SessionMeter {
    /** A message came again that had been emitted before. */
    void redelivered();

    /** The broker had forgotten the session. */
    void sessionLost();

    /** A message came with QoS 0. */
    void unguaranteed();
}
