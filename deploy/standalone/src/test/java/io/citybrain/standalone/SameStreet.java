package io.citybrain.standalone;

import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.client.Settlement;
import io.citybrain.sim.Event;
import io.citybrain.sim.SimSettings;
import io.citybrain.sim.SimulatedCity;
import io.citybrain.wire.ClockJson;
import io.citybrain.wire.ClockTick;
import io.citybrain.wire.RegistryJson;
import io.citybrain.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

/** The same seeded street, byte for byte and tick for tick, told to any broker as fast as that takes it. */
final class SameStreet {
    private static final long START_MILLIS =
            Instant.parse("2026-07-01T06:00:00Z").toEpochMilli();
    static final int SENSORS = 330;
    private static final int SIMULATED_SECONDS = 1_200;
    /** Longer than any heartbeat and any delay: at the end all are silent. */
    private static final int SILENT_SECONDS = 3_600;

    private final SimulatedCity city;
    private final MqttPublisher publisher;
    private final LongAdder refused = new LongAdder();

    private SameStreet(long seed, MqttPublisher publisher) {
        this.city = new SimulatedCity(SimSettings.of(seed, START_MILLIS)
                .withDuration(SIMULATED_SECONDS / 20.0)
                .withSensors(300, 20, 10));
        this.publisher = publisher;
    }

    /** Puts the street into the broker's registry. */
    static void register(MqttConnection broker, long seed) throws InterruptedException {
        tell(broker, seed, street -> {
            for (var entry : street.city.registry()) {
                street.say(Topics.registry(entry.sensor()), RegistryJson.write(entry), true);
            }
        });
    }

    /**
     * Lets twenty minutes pass and then an hour of silence.
     *
     * @param halfTime called once in the middle
     */
    static long run(MqttConnection broker, long seed, Step halfTime) throws InterruptedException {
        long[] told = new long[1];
        tell(broker, seed, street -> {
            street.tick(START_MILLIS, false);
            for (int second = 1; second <= SIMULATED_SECONDS; second++) {
                long now = START_MILLIS + second * 1_000L;
                for (Event event : street.city.advance(now)) {
                    street.say(event.topic(), event.payload(), false);
                    told[0]++;
                }
                street.tick(now, false);
                if (second == SIMULATED_SECONDS / 2) {
                    halfTime.take();
                }
            }
            for (int second = 1; second <= SILENT_SECONDS; second += 10) {
                street.tick(START_MILLIS + (SIMULATED_SECONDS + second) * 1_000L, false);
            }
            street.tick(START_MILLIS + (SIMULATED_SECONDS + SILENT_SECONDS + 1) * 1_000L, true);
        });
        return told[0];
    }

    /** What a test does in between. */
    @FunctionalInterface
    interface Step {
        void take() throws InterruptedException;
    }

    @FunctionalInterface
    private interface Telling {
        void all(SameStreet street) throws InterruptedException;
    }

    private static void tell(MqttConnection broker, long seed, Telling telling) throws InterruptedException {
        try (MqttPublisher publisher = MqttPublisher.open(broker, PublisherOptions.of("street-" + seed))) {
            SameStreet street = new SameStreet(seed, publisher);
            telling.all(street);
            if (!publisher.flush(Duration.ofMinutes(2)) || street.refused.sum() > 0) {
                throw new IllegalStateException("the broker took not all of the street");
            }
        }
    }

    private void tick(long nowMillis, boolean end) throws InterruptedException {
        say(Topics.CLOCK, ClockJson.write(new ClockTick(nowMillis, 20, end)), false);
    }

    private void say(String topic, byte[] payload, boolean retain) throws InterruptedException {
        publisher.publish(new MqttPublication(topic, payload, retain, 0), settlement -> {
            if (settlement.outcome() != Settlement.Outcome.ACCEPTED) {
                refused.increment();
            }
        });
    }
}
