package io.citybrain.sim.traffic;

import io.citybrain.city.sensing.Kind;

/** Where what the street says goes. */
public interface TrafficVoice {
    /** Says one message; blocks while the broker is away. {@code kind} is null for what is no telemetry. */
    void say(Kind kind, String topic, byte[] payload) throws InterruptedException;
}
