package io.citybrain.sim;

import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.sim.traffic.TrafficStreet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link SimulatedCity} over MQTT in scaled real time, on one thread of its own.
 *
 * <p>{@link #open} publishes the registry (retained) and waits; {@link #start} lets time run: in steps of at most one
 * simulated second and 50 real milliseconds all messages of the step, then the city's clock. While the broker is away
 * it waits and simulated time stands still. A run with an end closes with a clock message that says so.
 *
 * <p>With a state file a killed run goes on where it was: the position is written every half second, two seconds after
 * the broker has acknowledged all before it; what was sent after the last position is sent again, byte for byte the same.
 */
public final class StreetRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreetRunner.class);
    private static final long STEP_SIMULATED_MILLIS = 1_000;
    private static final long STEP_REAL_MILLIS = 50;
    private static final long SAVE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** Two seconds of them. */
    private static final int SAVES_KEPT_BACK = 4;

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final SimSettings settings;
    private final SimulatedCity city;
    /** A second one for questions from other threads. */
    private final SimulatedCity truth;

    private final Street street;
    private final StreetVoice voice;
    private final Path stateFile;
    private final TrafficStreet traffic;
    private MqttSubscriber ear;
    private final StreetThread thread;
    private volatile long nowMillis;
    private final Deque<Long> accepted = new ArrayDeque<>();
    private long savedAtNanos = System.nanoTime();

    StreetRunner(SimSettings wanted, Street street, Path stateFile, TrafficMaker maker) {
        StreetPosition position = findPosition(stateFile, wanted);
        this.settings = position == null ? wanted : wanted.withStart(position.startMillis());
        this.nowMillis = position == null ? settings.startMillis() : position.nowMillis();
        this.city = position == null ? new SimulatedCity(settings) : new SimulatedCity(settings, nowMillis);
        this.truth = new SimulatedCity(settings);
        this.street = street;
        this.voice = new StreetVoice(street, settings.speed());
        this.stateFile = stateFile;
        this.traffic = maker == null ? null : maker.open(settings.seed(), nowMillis);
        this.thread = new StreetThread("street", this::run);
        if (position != null) {
            LOG.info(
                    "the street of seed {} goes on {} simulated seconds after its start",
                    settings.seed(),
                    (nowMillis - settings.startMillis()) / 1_000);
        }
    }

    private static StreetPosition findPosition(Path stateFile, SimSettings settings) {
        try {
            return stateFile == null ? null : StreetPosition.find(stateFile, settings);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the street's position in " + stateFile, e);
        }
    }

    /** Opens the traffic of a run. */
    public interface TrafficMaker {
        /** Opens it at that simulated time, epoch milliseconds. */
        TrafficStreet open(long seed, long nowMillis);
    }

    /**
     * Begins to publish the registry; telemetry waits for {@link #start}.
     *
     * @param settings what to run; the simulated start is taken from the state file if there is one
     * @param broker where to; may be down as yet
     * @param stateFile where the position is kept, or null: a restart begins anew
     * @throws IllegalArgumentException with all faults that can't be placed
     * @throws IllegalStateException if the state file is of another run
     */
    public static StreetRunner open(SimSettings settings, MqttConnection broker, Path stateFile) {
        return open(settings, broker, stateFile, null);
    }

    /** As {@link #open(SimSettings, MqttConnection, Path)}, with traffic and ambulances on the same clock. */
    public static StreetRunner open(SimSettings settings, MqttConnection broker, Path stateFile, TrafficMaker traffic) {
        String clientId = "city-street-" + Long.toUnsignedString(settings.seed(), 36);
        StreetRunner runner = open(settings, MqttStreet.open(broker, clientId), stateFile, traffic);
        if (traffic != null) {
            runner.ear = MqttSubscriber.open(
                    broker,
                    SessionOptions.transientSession(clientId + "-ear"),
                    TrafficStreet.FILTERS,
                    message -> runner.traffic.hear(message.topic(), message.payload()));
        }
        return runner;
    }

    static StreetRunner open(SimSettings settings, Street street, Path stateFile) {
        return open(settings, street, stateFile, null);
    }

    static StreetRunner open(SimSettings settings, Street street, Path stateFile, TrafficMaker traffic) {
        try {
            StreetRunner runner = new StreetRunner(settings, street, stateFile, traffic);
            runner.thread.begin();
            return runner;
        } catch (RuntimeException e) {
            street.close();
            throw e;
        }
    }

    /** On the street's own thread. */
    private void run() throws InterruptedException, IOException {
        try {
            voice.sayRegistry(registry());
            thread.awaitStart();
            runTime();
        } finally {
            sayFarewell();
        }
    }

    private void runTime() throws InterruptedException, IOException {
        long step = Math.max(1, Math.min(STEP_SIMULATED_MILLIS, (long) (STEP_REAL_MILLIS * settings.speed())));
        long end = settings.endMillis();
        Pacer pacer = new Pacer(settings.speed());
        if (nowMillis == settings.startMillis()) {
            // The start itself is a position worth keeping: nothing happens in its first millisecond.
            save(nowMillis + 1);
        }
        while (nowMillis < end) {
            long next = Math.min(end, nowMillis + step);
            voice.say(city.advance(next));
            if (traffic != null) {
                traffic.advance(next, voice);
            }
            voice.sayTime(next, false);
            pacer.await(next - nowMillis);
            nowMillis = next;
            if (System.nanoTime() - savedAtNanos > SAVE_NANOS) {
                voice.awaitAccepted();
                saveAfterAWhile();
            }
        }
        voice.sayTime(end, true);
        voice.awaitAccepted();
    }

    /**
     * Saves where the street was some seconds ago: a broker that is killed together with it may lose what it had just
     * acknowledged. What is sent twice for that is dropped by who reads it.
     */
    private void saveAfterAWhile() throws IOException {
        accepted.add(nowMillis);
        if (accepted.size() > SAVES_KEPT_BACK) {
            save(accepted.remove());
        }
        savedAtNanos = System.nanoTime();
    }

    private void save(long positionMillis) throws IOException {
        if (stateFile != null && positionMillis > settings.startMillis()) {
            StreetPosition.of(settings, positionMillis).write(stateFile);
        }
    }

    /** The last position is saved only if the broker has all before it; otherwise the saved one stays right. */
    @SuppressWarnings("Interruption") // the interrupt that ended the run must not end its farewell
    private void sayFarewell() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            if (street.flush(FAREWELL)) {
                save(nowMillis);
            }
        } catch (InterruptedException | IllegalStateException e) {
            LOG.warn("the street's last position was not saved: {}", e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
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
     * Waits for the end of a run that has one. False if that took longer.
     *
     * @throws IllegalStateException if the street failed, with the reason
     */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return thread.awaitEnd(timeout);
    }

    /** What runs, with the simulated start of the first run. */
    public SimSettings settings() {
        return settings;
    }

    public List<SensorEntry> registry() {
        if (traffic == null) {
            return truth.registry();
        }
        List<SensorEntry> all = new ArrayList<>(truth.registry());
        all.addAll(traffic.registry());
        return all;
    }

    /** Simulated time, epoch milliseconds; all messages up to then are handed to the broker. */
    public long nowMillis() {
        return nowMillis;
    }

    /** False while the broker is away: then simulated time stands still. */
    public boolean isConnected() {
        return street.isConnected();
    }

    public StreetCounts counts() {
        return voice.counts();
    }

    /** Ground truth: the faults injected so far, those of earlier runs with this state file included. */
    public List<Fault> faults() {
        return truth.faults(nowMillis + 1);
    }

    /** Stops, saves the position, and closes the connection. Takes up to a few seconds if the broker is away. */
    @Override
    public void close() {
        thread.close();
        if (ear != null) {
            ear.close();
        }
        if (traffic != null) {
            traffic.close();
        }
        street.close();
    }
}
