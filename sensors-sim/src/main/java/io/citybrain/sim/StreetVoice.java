package io.citybrain.sim;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.sim.traffic.TrafficVoice;
import io.citybrain.wire.ClockJson;
import io.citybrain.wire.ClockTick;
import io.citybrain.wire.RegistryJson;
import io.citybrain.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Says the three things that a street says (registry, telemetry, clock) and counts them. Counts are safe to read. */
final class StreetVoice implements TrafficVoice {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Street street;
    private final double speed;
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong ticks = new AtomicLong();
    private final AtomicLong entries = new AtomicLong();
    private final AtomicLongArray sent = new AtomicLongArray(Kind.values().length);

    /** @param speed as told in clock messages; 0 = as fast as it goes */
    StreetVoice(Street street, double speed) {
        this.street = street;
        this.speed = speed;
    }

    /** Returns when the broker has all of them. */
    void sayRegistry(List<SensorEntry> registry) throws InterruptedException {
        for (SensorEntry entry : registry) {
            street.publish(Topics.registry(entry.sensor()), RegistryJson.write(entry), true);
            entries.incrementAndGet();
        }
        awaitAccepted();
    }

    @SuppressWarnings("EnumOrdinal") // an index in memory only
    void say(List<Event> events) throws InterruptedException {
        for (Event event : events) {
            street.publish(event.topic(), event.payload(), false);
            sent.incrementAndGet(event.kind().ordinal());
            if (event.malformed()) {
                malformed.incrementAndGet();
            }
        }
    }

    /** What is no telemetry is not counted: City Brain reads it, the sensing job does not. */
    @Override
    @SuppressWarnings("EnumOrdinal")
    public void say(Kind kind, String topic, byte[] payload) throws InterruptedException {
        street.publish(topic, payload, false);
        if (kind != null) {
            sent.incrementAndGet(kind.ordinal());
        }
    }

    void sayTime(long nowMillis, boolean end) throws InterruptedException {
        street.publish(Topics.CLOCK, ClockJson.write(new ClockTick(nowMillis, speed, end)), false);
        ticks.incrementAndGet();
    }

    /** Waits for the broker as long as it takes. */
    void awaitAccepted() throws InterruptedException {
        boolean accepted = false;
        while (!accepted) {
            accepted = street.flush(PATIENCE);
        }
    }

    @SuppressWarnings("EnumOrdinal")
    StreetCounts counts() {
        Map<String, Long> byKind = new TreeMap<>();
        long all = 0;
        for (Kind kind : Kind.values()) {
            long ofKind = sent.get(kind.ordinal());
            all += ofKind;
            if (ofKind > 0) {
                byKind.put(kind.topicName(), ofKind);
            }
        }
        return new StreetCounts(all, malformed.get(), byKind, ticks.get(), entries.get());
    }
}
