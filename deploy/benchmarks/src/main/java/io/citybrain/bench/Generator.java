package io.citybrain.bench;

import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.wire.RegistryJson;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.Topics;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends numbered readings at their times and holds each until the broker has acknowledged it. */
final class Generator implements AutoCloseable {
    private static final int WINDOW = 1_000;
    private static final int CAPACITY = 500_000;

    private final MqttPublisher publisher;
    private final BitSet acknowledged = new BitSet();

    Generator(MqttConnection broker) {
        publisher = MqttPublisher.open(
                broker,
                PublisherOptions.of("bench-generator").withWindow(WINDOW).withCapacity(CAPACITY));
    }

    /** Waits until the broker has all entries. */
    void register(List<SensorEntry> registry) throws InterruptedException {
        for (SensorEntry entry : registry) {
            publisher.publish(
                    MqttPublication.retained(Topics.registry(entry.sensor()), RegistryJson.write(entry)),
                    settlement -> {});
        }
        if (!publisher.flush(Duration.ofSeconds(60))) {
            throw new CannotMeasure("the broker did not take " + registry.size() + " registry entries in 60 s");
        }
    }

    /**
     * Sends everything, at its time or as soon after it as can be. Never waits for the broker.
     *
     * @param publishedNanos gets the moment at which each number was sent for the first time
     */
    void send(NumberedTraffic traffic, long startMillis, long[] publishedNanos) throws InterruptedException {
        long startNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(startMillis - System.currentTimeMillis());
        for (int send = 0; send < traffic.sends(); send++) {
            awaitNanos(startNanos + TimeUnit.MILLISECONDS.toNanos(traffic.sentAtMillis(send)));
            int serial = traffic.serial(send);
            Reading reading = traffic.reading(serial, startMillis);
            byte[] payload = TelemetryJson.write(reading);
            if (publishedNanos[serial] == 0) {
                publishedNanos[serial] = System.nanoTime();
            }
            publisher.publish(
                    MqttPublication.of(Topics.telemetry(reading.kind(), reading.sensor()), payload),
                    settlement -> acknowledge(serial, settlement.accepted()));
        }
    }

    private static void awaitNanos(long moment) throws InterruptedException {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(left);
        }
    }

    private void acknowledge(int serial, boolean accepted) {
        if (accepted) {
            synchronized (acknowledged) {
                acknowledged.set(serial);
            }
        }
    }

    /** Numbers that the broker has acknowledged. */
    BitSet acknowledged() {
        synchronized (acknowledged) {
            return (BitSet) acknowledged.clone();
        }
    }

    boolean awaitAcknowledged(Duration patience) throws InterruptedException {
        return publisher.flush(patience);
    }

    @Override
    public void close() {
        publisher.close();
    }
}
