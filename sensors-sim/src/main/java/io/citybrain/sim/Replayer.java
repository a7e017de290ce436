package io.citybrain.sim;

import io.citybrain.mqtt.client.MqttConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Replays a folder of recorded files over MQTT, merged by time, on one thread of its own; the city's clock follows the
 * recording. It ends with a clock message two days after the last reading, past every delay, that says it is the end.
 *
 * <p>A folder holds {@code uplinks.json} (LoRaWAN frames) or CSV files of gauges. {@link #open} reads it and publishes
 * the registry (retained); {@link #start} begins.
 */
public final class Replayer implements AutoCloseable {
    /** As fast as the broker takes it. */
    public static final double MAX_SPEED = 1_000_000;

    static final long BEYOND_END_MILLIS = 2 * 86_400_000L;
    private static final long STEP_REAL_MILLIS = 50;

    private final Recording recording;
    private final double speed;
    private final Street street;
    private final StreetVoice voice;
    private final StreetThread thread;
    private volatile long nowMillis;

    private Replayer(Recording recording, double speed, Street street) {
        this.recording = recording;
        this.speed = speed;
        this.street = street;
        this.voice = new StreetVoice(street, speed);
        this.thread = new StreetThread("replay", this::run);
        this.nowMillis = recording.beginMillis() - 1;
    }

    /**
     * Reads a folder without playing it.
     *
     * @param description which gauge each file belongs to; null = {@code replay.yaml} in the folder, or what ships
     * @throws IllegalArgumentException if there is nothing to replay or the description has mistakes, all of them named
     */
    public static Recording read(Path folder, Path description) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " is not a folder");
        }
        if (Files.exists(folder.resolve(LorawanFile.NAME))) {
            return LorawanFile.read(folder.resolve(LorawanFile.NAME));
        }
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(f ->
                            f.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".csv"))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException(folder + " has neither " + LorawanFile.NAME + " nor CSV files");
        }
        return GaugeFolder.read(folder, files, description);
    }

    /**
     * Begins to publish the registry; readings wait for {@link #start}.
     *
     * @param speed recorded seconds per real second, 0.1 to {@link #MAX_SPEED}; that one does not wait at all
     * @param broker where to; may be down as yet
     */
    public static Replayer open(Recording recording, double speed, MqttConnection broker) {
        return open(recording, speed, MqttStreet.open(broker, "city-replay"));
    }

    static Replayer open(Recording recording, double speed, Street street) {
        if (!(speed >= 0.1 && speed <= MAX_SPEED)) {
            street.close();
            throw new IllegalArgumentException("speed is " + speed + ", must be between 0.1 and " + MAX_SPEED);
        }
        Replayer replayer = new Replayer(recording, speed, street);
        replayer.thread.begin();
        return replayer;
    }

    /** On the replayer's own thread. */
    private void run() throws InterruptedException {
        voice.sayRegistry(recording.registry());
        thread.awaitStart();
        voice.sayTime(nowMillis, false);
        Pacer pacer = speed < MAX_SPEED ? new Pacer(speed) : null;
        List<Event> events = recording.events();
        int from = 0;
        while (from < events.size()) {
            int to = from;
            long at = events.get(from).atMillis();
            while (to < events.size() && events.get(to).atMillis() == at) {
                to++;
            }
            passTimeUntil(at, pacer);
            voice.say(events.subList(from, to));
            voice.sayTime(at, false);
            nowMillis = at;
            from = to;
        }
        nowMillis = recording.endMillis() + BEYOND_END_MILLIS;
        voice.sayTime(nowMillis, true);
        voice.awaitAccepted();
    }

    /**
     * The clock comes up to the next readings before they do: a reading far ahead of the city's clock would be held for
     * a wrong time.
     */
    private void passTimeUntil(long atMillis, Pacer pacer) throws InterruptedException {
        if (pacer != null) {
            long step = Math.max(1, (long) (STEP_REAL_MILLIS * speed));
            while (nowMillis < atMillis - 1) {
                long next = Math.min(atMillis - 1, nowMillis + step);
                pacer.await(next - nowMillis);
                voice.sayTime(next, false);
                nowMillis = next;
            }
            pacer.await(atMillis - nowMillis);
        } else if (nowMillis < atMillis - 1) {
            voice.sayTime(atMillis - 1, false);
        }
    }

    /** Waits until the broker has the whole registry. False if that took longer. */
    public boolean awaitReady(Duration timeout) throws InterruptedException {
        return thread.awaitReady(timeout);
    }

    /** Lets time run. Has no effect the second time. */
    public void start() {
        thread.start();
    }

    /** True before {@link #start}. */
    public boolean isPaused() {
        return !thread.isStarted();
    }

    /**
     * Waits until the broker has all. False if that took longer.
     *
     * @throws IllegalStateException if the replay failed, with the reason
     */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return thread.awaitEnd(timeout);
    }

    public Recording recording() {
        return recording;
    }

    /** Recorded time, epoch milliseconds. */
    public long nowMillis() {
        return nowMillis;
    }

    /** False while the broker is away. */
    public boolean isConnected() {
        return street.isConnected();
    }

    public StreetCounts counts() {
        return voice.counts();
    }

    /** Stops and closes the connection. */
    @Override
    public void close() {
        thread.close();
        street.close();
    }
}
