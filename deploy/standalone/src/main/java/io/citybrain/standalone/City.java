package io.citybrain.standalone;

import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.http.Door;
import io.citybrain.influxdb.client.History;
import io.citybrain.jobs.escort.GreenWaveSettings;
import io.citybrain.jobs.metrics.JobMetrics;
import io.citybrain.jobs.sensing.CityTime;
import io.citybrain.jobs.sensing.SensingJob;
import io.citybrain.jobs.sensing.SensingSettings;
import io.citybrain.prometheus.MetricsPage;
import io.citybrain.sim.FaultFile;
import io.citybrain.sim.FaultRequest;
import io.citybrain.sim.Recording;
import io.citybrain.sim.Replayer;
import io.citybrain.sim.SimSettings;
import io.citybrain.sim.StreetRunner;
import io.citybrain.sim.crews.DistrictGrids;
import io.citybrain.sim.traffic.DistrictRoads;
import io.citybrain.sim.traffic.TrafficStreet;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** The whole city in this process, from start to summary. */
final class City implements AutoCloseable {
    /** Where the log goes; not known until the folder of the state is ours. */
    static final String LOG_FILE = "citybrain.log";

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    private static final Duration SETTLE_PATIENCE = Duration.ofMinutes(2);

    private final CitySettings settings;
    private final Terminal terminal;
    private DataFolder data;
    private Parts parts;
    private Engine engine;
    private AlertBoard board;
    private MetricsPage metrics;
    private Door door;
    private Pulse pulse;
    private Escorts escorts;
    private Incidents incidents;
    private Player player;
    private StreetRunner street;
    private Recording recording;
    private List<FaultRequest> faults;
    private double readySeconds;
    private long receivedBefore;
    private long startedAtMillis;
    private final Set<String> storedBefore = new HashSet<>();
    private volatile Thread starting;
    private volatile boolean stopped;

    City(CitySettings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
    }

    /** Runs until its end, or until stopped. Returns the exit code. */
    int run() throws Exception {
        starting = Thread.currentThread();
        start();
        starting = null;
        live();
        terminal.say("settling");
        settle();
        return conclude();
    }

    /** Ends the run as if its time were up, within a second; one that is still starting is given up. From any thread. */
    void stop() {
        stopped = true;
        terminal.say("stopping");
        Thread thread = starting;
        if (thread != null) {
            thread.interrupt();
        }
    }

    boolean isStopped() {
        return stopped;
    }

    private void start() throws Exception {
        data = DataFolder.open(settings.data());
        System.setProperty(LOG_FILE, data.path("city-brain.log").toString());
        System.setProperty("java.io.tmpdir", data.scratch().toString());
        List<SensorEntry> sensors = Registrar.read(settings.registry());
        if (settings.replay() != null) {
            recording = read(() -> Replayer.read(settings.replay(), settings.description()));
        }
        Path network = network();
        if (network != null) {
            escorts = Escorts.read(network, terminal);
        }
        incidents = Incidents.read(grids(), terminal);
        if (settings.faults() != null) {
            faults = read(() -> FaultFile.read(settings.faults()));
        }
        terminal.say("title");
        terminal.say("starting");
        int flinkPort = FreePort.of(settings.ports().flink(), "Flink's web interface", "--flink-port");
        metrics = MetricsPort.open(settings.ports().metrics());
        JobMetrics.showOn(metrics);
        parts = Parts.start(settings, data);
        startJobs(flinkPort);
        board = new AlertBoard(terminal, () -> player == null ? 0 : player.nowMillis());
        board.showOn(metrics);
        awaitFeed();
        board.open(parts.broker(), clientId("board"));
        Registrar.publish(sensors, parts.broker(), clientId("registrar"));
        pulse = Pulse.ofProcess(parts.broker(), settings.outside().clientId());
        if (escorts != null) {
            escorts.open(parts, settings.outside().clientId());
        }
        incidents.open(parts, settings.outside().clientId(), settings.simulate());
        player = openPlayer(sensors.size());
        if (!player.awaitReady(START_PATIENCE)) {
            throw new CityException("error.registry.slow", parts.broker().uri(), START_PATIENCE.toSeconds());
        }
        readySeconds = (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1000.0;
        new Welcome(settings, terminal)
                .tellPlaces(parts, flinkPort, metrics.port(), data)
                .tellRoads(escorts)
                .tellReady(readySeconds, player, recording);
        door = CityDoor.open(settings, parts, escorts, incidents.file(), data.path("door"), terminal);
        startedAtMillis = player.nowMillis();
        if (street != null && data.goesOn()) {
            rememberStoredAlerts();
        }
        player.start();
    }

    /** The roads to plan on; the simulation brings its own. Null: no escorts. */
    private Path network() throws IOException {
        if (settings.network() != null || !settings.simulate()) {
            return settings.network();
        }
        return DistrictRoads.write(data.path("roads")).network();
    }

    /** Who looks after what; the simulation brings its own. Null: everything is the city's. */
    private Path grids() throws IOException {
        return settings.grids() != null || !settings.simulate()
                ? settings.grids()
                : DistrictGrids.write(data.path("roads"));
    }

    private void startJobs(int flinkPort) throws Exception {
        engine = Engine.start(flinkPort);
        engine.sense(jobSettings(), data.path("checkpoints"));
        if (escorts != null) {
            engine.escort(
                    GreenWaveSettings.of(jobSettings(), escorts.network().toString()),
                    data.path("checkpoints-green-wave"));
        }
        engine.handle(incidents.settings(jobSettings()), data.path("checkpoints-incidents"));
    }

    /** After a kill the street goes back a little, so its time does not tell which alerts were there before. */
    private void rememberStoredAlerts() throws IOException {
        try (History history = History.open(parts.store())) {
            StoredAlerts.read(history).forEach(episode -> storedBefore.add(episode.alertId()));
        }
    }

    private String clientId(String part) {
        return settings.outside().clientId() + "-" + part;
    }

    /** A file that people wrote is read before anything starts: its mistakes are told at once. */
    private static <T> T read(Callable<T> file) throws Exception {
        try {
            return file.call();
        } catch (IllegalArgumentException e) {
            throw CityException.because(e, "error.file", e.getMessage());
        }
    }

    private SensingSettings jobSettings() {
        return new SensingSettings(
                parts.broker(),
                settings.outside().clientId(),
                parts.hasOwnBroker() ? SensingSettings.Sessions.oneForArtemis() : SensingSettings.Sessions.one(),
                settings.hasExternalClock() ? CityTime.EXTERNAL : CityTime.WALL,
                null,
                parts.store(),
                data.path("spool").toString(),
                1);
    }

    private Player openPlayer(int registered) {
        if (recording != null) {
            return Player.replay(Replayer.open(recording, settings.speed(), parts.broker()));
        }
        if (!settings.simulate()) {
            return Player.nobody(registered);
        }
        SimSettings sim = SimSettings.of(settings.seed(), System.currentTimeMillis())
                .withSpeed(settings.speed())
                .withRate(settings.rate())
                .withDuration(
                        settings.duration() == null ? 0 : settings.duration().toMillis() / 1000.0);
        if (faults != null) {
            sim = sim.withFaults(faults);
        }
        street = Player.openStreet(
                sim,
                parts.broker(),
                data.path("street.state"),
                (seed, now) -> TrafficStreet.builtIn(escorts.roads(), seed, now, settings.missionSeconds()));
        return Player.simulation(street);
    }

    /** The job reads, and is through what the broker had kept for it. */
    private void awaitFeed() throws Exception {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (JobMetrics.sum(SensingJob.NAME, "caughtUp") == 0
                || (escorts != null && !escorts.caughtUp())
                || !incidents.caughtUp()) {
            engine.check();
            if (System.nanoTime() > deadline) {
                throw new CityException(
                        "error.job.slow",
                        START_PATIENCE.toSeconds(),
                        JobMetrics.sum("numRestarts"),
                        engine.restoredFrom(),
                        data.path("city-brain.log"));
            }
            pause(Duration.ofMillis(50));
        }
    }

    /** Until the player has sent all, or the time for real devices is up. */
    private void live() throws Exception {
        long stopAt = settings.duration() == null || settings.simulate() || recording != null
                ? Long.MAX_VALUE
                : System.nanoTime() + settings.duration().toNanos();
        while (!player.awaitEnd(SECOND)) {
            if (stopped) {
                player.close();
                return;
            }
            engine.check();
            pulse.beat();
            if (escorts != null) {
                escorts.beat();
            }
            incidents.beat();
            terminal.counts(countsLine());
            if (System.nanoTime() >= stopAt) {
                return;
            }
        }
    }

    private String countsLine() {
        long received = received();
        String line = terminal.words()
                .say(
                        "counts",
                        received,
                        received - receivedBefore,
                        JobMetrics.sum("rejected"),
                        board.openAlerts(),
                        incidents.openIncidents(),
                        Terminal.time(player.nowMillis()));
        receivedBefore = received;
        if (JobMetrics.sum("unregistered") > 0) {
            line += terminal.words().say("counts.unregistered", JobMetrics.sum("unregistered"));
        }
        return JobMetrics.sum("storeDown") == 0
                ? line
                : line + terminal.words().say("counts.store.down", JobMetrics.sum("pendingLines"));
    }

    /**
     * Until the job has read all, two checkpoints have held it, and the store and the broker have confirmed all. Real
     * devices do not stop for us: there, what was read before now counts.
     */
    private void settle() throws Exception {
        long deadline = System.nanoTime() + SETTLE_PATIENCE.toNanos();
        long checkpoints = JobMetrics.sum(SensingJob.NAME, "numberOfCompletedCheckpoints");
        long received = -1;
        while (System.nanoTime() < deadline) {
            engine.check();
            long now = received();
            if (now != received && !(isOfDevices() && received >= 0)) {
                received = now;
                checkpoints = JobMetrics.sum(SensingJob.NAME, "numberOfCompletedCheckpoints");
            }
            boolean held = JobMetrics.sum(SensingJob.NAME, "numberOfCompletedCheckpoints") >= checkpoints + 2;
            if (held && (isOfDevices() || nothingPends())) {
                return;
            }
            pause(Duration.ofMillis(100));
        }
        throw new CityException(
                "error.settle",
                SETTLE_PATIENCE.toSeconds(),
                JobMetrics.sum("pendingLines"),
                parts.store().url(),
                JobMetrics.sum("pendingPublications"),
                parts.broker().uri());
    }

    /** Messages read, without those of City Brain itself. */
    private static long received() {
        return JobMetrics.sum("received") - JobMetrics.sum("ignored");
    }

    private static boolean nothingPends() {
        return JobMetrics.sum("pendingLines") == 0 && JobMetrics.sum("pendingPublications") == 0;
    }

    private boolean isOfDevices() {
        return street == null && recording == null;
    }

    private int conclude() throws IOException {
        Summary summary = new Summary().counts(player.sent(), readySeconds);
        if (street != null) {
            summary.malformed(street.counts().malformedSent());
        }
        if (escorts != null) {
            summary.missions(escorts.missions());
        }
        boolean good;
        try (History history = History.open(parts.store())) {
            List<StoredAlerts.Episode> episodes = StoredAlerts.read(history);
            summary.alerts(episodes);
            good = judge(episodes, history, new Conclusion(settings, terminal, summary));
        }
        if (settings.summary() != null) {
            summary.write(settings.summary());
        }
        return good ? 0 : 1;
    }

    private boolean judge(List<StoredAlerts.Episode> episodes, History history, Conclusion conclusion)
            throws IOException {
        if (recording != null) {
            return conclusion.replay(recording, episodes.size(), history);
        }
        if (street == null) {
            return conclusion.devices(episodes.size());
        }
        List<Judge.Seen> seen = episodes.stream().map(this::seen).toList();
        return conclusion.simulation(Judge.judge(street.faults(), seen, startedAtMillis, player.nowMillis()));
    }

    /** An alert of this run counts when it came on MQTT; one of a run before this one, when it was raised. */
    private Judge.Seen seen(StoredAlerts.Episode episode) {
        Long first = board.findFirstSeen(episode.alertId());
        boolean before = storedBefore.contains(episode.alertId())
                || board.isFromBefore(episode.alertId())
                || episode.raisedAtMillis() < startedAtMillis;
        if (before || first == null) {
            return new Judge.Seen(episode, before ? episode.raisedAtMillis() : Long.MAX_VALUE);
        }
        return new Judge.Seen(episode, first);
    }

    private static void pause(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }

    @Override
    public void close() {
        closeQuietly(player);
        closeQuietly(door);
        closeQuietly(board);
        closeQuietly(pulse);
        closeQuietly(escorts);
        closeQuietly(incidents);
        closeQuietly(engine);
        closeQuietly(metrics);
        closeQuietly(parts);
        closeQuietly(data);
    }

    /** One part that can't stop must not keep the others from stopping; it is in the log. */
    private static void closeQuietly(AutoCloseable part) {
        if (part != null) {
            try {
                part.close();
            } catch (Exception e) {
                LoggerFactory.getLogger(City.class).warn("could not stop {}", part, e);
            }
        }
    }
}
