package io.citybrain.jobs.sensing;

import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.wire.ClockJson;
import io.citybrain.wire.ClockTick;
import io.citybrain.wire.RegistryJson;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Messages in order, grouped by the ticks of an external clock. Seconds count from {@link #START_MILLIS}. */
final class Script {
    /** 2026-01-01T00:00:00Z. */
    static final long START_MILLIS = 1_767_225_600_000L;

    /** The first messages: the feed is lost, caught up, and the clock ticks. */
    static final int PREAMBLE = 3;

    private final List<List<Inbound>> groups = new ArrayList<>(List.of(new ArrayList<>()));

    private Script() {}

    /** Begins at second 0 with a good feed. */
    static Script begin() {
        return new Script().feed(FeedState.LOST).feed(FeedState.CAUGHT_UP).tick(0);
    }

    static long millis(long seconds) {
        return START_MILLIS + seconds * 1000;
    }

    Script feed(FeedState state) {
        return add(new Inbound("telemetry", new byte[0], false, START_MILLIS, state));
    }

    Script register(SensorEntry entry) {
        return message(Topics.registry(entry.sensor()), RegistryJson.write(entry));
    }

    Script reading(Reading reading) {
        return message(Topics.telemetry(reading.kind(), reading.sensor()), TelemetryJson.write(reading));
    }

    Script text(String topic, String payload) {
        return message(topic, payload.getBytes(StandardCharsets.UTF_8));
    }

    private Script message(String topic, byte[] payload) {
        return add(new Inbound(topic, payload, false, START_MILLIS, null));
    }

    private Script add(Inbound in) {
        groups.get(groups.size() - 1).add(in);
        return this;
    }

    /** The clock comes to a second; what follows is after it. */
    Script tick(long seconds) {
        message(Topics.CLOCK, ClockJson.write(new ClockTick(millis(seconds), 1, false)));
        groups.add(new ArrayList<>());
        return this;
    }

    List<Inbound> inOrder() {
        return groups.stream().flatMap(List::stream).toList();
    }

    /** Another interleaving of the sensors: each topic's own order and the order against the ticks stay. */
    List<Inbound> interleaved(long seed) {
        Random random = new Random(seed);
        List<Inbound> all = new ArrayList<>();
        for (List<Inbound> group : groups) {
            List<List<Inbound>> byTopic = new ArrayList<>();
            Inbound tick = null;
            for (Inbound in : group) {
                if (in.topic().equals(Topics.CLOCK)) {
                    tick = in;
                } else {
                    byTopic.stream()
                            .filter(same -> same.get(0).topic().equals(in.topic()))
                            .findFirst()
                            .orElseGet(() -> {
                                byTopic.add(new ArrayList<>());
                                return byTopic.get(byTopic.size() - 1);
                            })
                            .add(in);
                }
            }
            while (!byTopic.isEmpty()) {
                List<Inbound> one = byTopic.get(random.nextInt(byTopic.size()));
                all.add(one.remove(0));
                if (one.isEmpty()) {
                    byTopic.remove(one);
                }
            }
            if (tick != null) {
                all.add(tick);
            }
        }
        return all;
    }
}
