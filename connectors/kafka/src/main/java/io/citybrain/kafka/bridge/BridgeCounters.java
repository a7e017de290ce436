package io.citybrain.kafka.bridge;

import io.citybrain.mqtt.session.SessionMeter;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What the bridge counts since its start; gauges are as of now. Written by the bridge, read by anyone. */
final class BridgeCounters implements SessionMeter {
    /** Messages that came in by MQTT, repeats not counted. */
    final AtomicLong received = new AtomicLong();
    /** Messages that Kafka has. */
    final AtomicLong forwarded = new AtomicLong();
    /** Messages that Kafka can't take; they are in the topic of refused messages. */
    final AtomicLong refused = new AtomicLong();
    /** Messages that came again over a new connection and were not written again. */
    final AtomicLong redelivered = new AtomicLong();
    /** Messages that came with QoS 0, without a guarantee. */
    final AtomicLong unguaranteed = new AtomicLong();
    /** How often the broker had forgotten the session. */
    final AtomicLong sessionsLost = new AtomicLong();
    /** How often a record had to wait because Kafka did not take it. */
    final AtomicLong kafkaRetries = new AtomicLong();
    /** How often the bridge began anew because of Kafka. */
    final AtomicLong restarts = new AtomicLong();
    /** MQTT connections made after the first one. */
    final AtomicLong reconnects = new AtomicLong();
    /** Gauge: messages that are taken and that Kafka has not confirmed. */
    final AtomicLong pending = new AtomicLong();
    /** Gauge: whether the backlog at the MQTT broker is read. */
    final AtomicBoolean caughtUp = new AtomicBoolean();
    /** Gauge: the newest city time that Kafka has, epoch milliseconds. */
    final AtomicLong lastTickAtMillis = new AtomicLong();
    /** Gauge: when Kafka last took something, or had nothing to take, {@link System#nanoTime()}. */
    final AtomicLong kafkaHeardNanos = new AtomicLong(System.nanoTime());

    @Override
    public void redelivered() {
        redelivered.incrementAndGet();
    }

    @Override
    public void sessionLost() {
        sessionsLost.incrementAndGet();
    }

    @Override
    public void unguaranteed() {
        unguaranteed.incrementAndGet();
    }
}
