package io.citybrain.standalone;

import io.citybrain.influxdb.client.History;
import io.citybrain.influxdb.client.StoreSetup;
import io.citybrain.jobs.sensing.SensingSettings;
import io.citybrain.jobs.sensing.StoreTables;
import io.citybrain.sim.FaultFile;
import io.citybrain.sim.Recording;
import io.citybrain.sim.Replayer;
import io.citybrain.sim.SimSettings;
import io.citybrain.sim.StreetRunner;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/** The whole city in this process, from start to summary. */
final class City implements AutoCloseable {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    private static final Duration SETTLE_PATIENCE = Duration.ofMinutes(2);

    private final CitySettings settings;
    private final Terminal terminal;
    private DataFolder data;
    private Parts parts;
    private Engine engine;
    private AlertBoard board;
    private Pulse pulse;
    private Player player;
    private StreetRunner street;
    private Recording recording;
    private double readySeconds;
    private long receivedBefore;
    private long startedAtMillis;

    City(CitySettings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
    }

    /** Runs until its end, or until stopped. Returns the exit code. */
    int run() throws Exception {
        start();
        live();
        terminal.say("settling");
        settle();
        return conclude();
    }

    private void start() throws Exception {
        data = DataFolder.open(settings.data());
        System.setProperty("citybrain.log", data.path("city-brain.log").toString());
        terminal.say("title");
        terminal.say("starting");
        int flinkPort = FreePort.of(settings.ports().flink(), "Flink's web interface", "--flink-port");
        if (settings.replay() != null) {
            recording = readRecording();
        }
        parts = Parts.start(settings, data);
        prepareStore();
        engine = Engine.start(jobSettings(), flinkPort, data.path("checkpoints"));
        int registered = settings.registry() == null ? 0 : Registrar.publish(settings.registry(), parts.broker());
        board = new AlertBoard(terminal, () -> player == null ? 0 : player.nowMillis());
        awaitFeed();
        board.open(parts.broker());
        pulse = new Pulse(parts.broker());
        player = openPlayer(registered);
        if (!player.awaitReady(START_PATIENCE)) {
            throw new CityException(
                    "the broker did not take the registry within 90 s; see " + data.path("city-brain.log"));
        }
        readySeconds = (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1000.0;
        tellWhereThingsAre(flinkPort);
        startedAtMillis = player.nowMillis();
        player.start();
    }

    private Recording readRecording() throws IOException {
        try {
            return Replayer.read(settings.replay(), settings.description());
        } catch (IllegalArgumentException e) {
            throw new CityException(e.getMessage(), e);
        }
    }

    private void prepareStore() {
        try {
            StoreSetup.prepare(parts.store(), StoreTables.all());
        } catch (IOException e) {
            throw new CityException("the store " + parts.store() + " can't be used: " + Causes.describe(e), e);
        }
    }

    private SensingSettings jobSettings() {
        return new SensingSettings(
                parts.broker(),
                "city-brain",
                parts.hasOwnBroker() ? SensingSettings.Sessions.oneForArtemis() : SensingSettings.Sessions.one(),
                settings.hasExternalClock(),
                parts.store(),
                data.path("spool").toString(),
                1);
    }

    private Player openPlayer(int registered) throws IOException {
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
        if (settings.faults() != null) {
            sim = sim.withFaults(FaultFile.read(settings.faults()));
        }
        street = Player.openStreet(sim, parts.broker(), data.path("street.state"));
        return Player.simulation(street);
    }

    /** The job reads, and is through what the broker had kept for it. */
    private void awaitFeed() throws Exception {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (Metrics.sum("caughtUp") == 0) {
            engine.check();
            if (System.nanoTime() > deadline) {
                throw new CityException("the job did not get through the broker's backlog within 90 s; see "
                        + data.path("city-brain.log"));
            }
            pause(Duration.ofMillis(50));
        }
    }

    private void tellWhereThingsAre(int flinkPort) {
        terminal.place("where.broker", parts.broker().uri());
        terminal.place("where.store", parts.store().url());
        terminal.place("where.flink", "http://127.0.0.1:" + flinkPort);
        String root = data.root().toString();
        Words words = terminal.words();
        terminal.place(
                "where.state",
                data.isTemporary()
                        ? words.say("state.temporary", root)
                        : data.goesOn() ? words.say("state.goes-on", root) : root);
        terminal.place("where.log", data.path("city-brain.log").toString());
        terminal.say("ready", String.format("%.1f", readySeconds), player.sensors());
        String speed = settings.speed() >= Replayer.MAX_SPEED
                ? words.say("speed.max")
                : words.say("speed.times", settings.speed());
        if (recording != null) {
            recording.remarks().forEach(remark -> terminal.say("remark", remark));
            recording.problems().forEach(problem -> terminal.say("remark", problem));
            terminal.say("clock.replay", settings.replay(), speed);
        } else if (settings.simulate()) {
            terminal.say("clock.simulated", settings.speed(), Terminal.time(player.nowMillis()));
        } else {
            terminal.say("clock.devices");
        }
    }

    /** Until the player has sent all, or the time for real devices is up. */
    private void live() throws Exception {
        long stopAt = settings.duration() == null || settings.simulate() || recording != null
                ? Long.MAX_VALUE
                : System.nanoTime() + settings.duration().toNanos();
        while (!player.awaitEnd(SECOND)) {
            engine.check();
            pulse.beat();
            terminal.counts(countsLine());
            if (System.nanoTime() >= stopAt) {
                return;
            }
        }
    }

    private String countsLine() {
        long received = Metrics.received();
        String line = terminal.words()
                .say(
                        "counts",
                        received,
                        received - receivedBefore,
                        Metrics.sum("rejected"),
                        board.openAlerts(),
                        Terminal.time(player.nowMillis()));
        receivedBefore = received;
        return Metrics.sum("storeDown") == 0
                ? line
                : line + terminal.words().say("counts.store.down", Metrics.sum("pendingLines"));
    }

    /** Until the job has read all, two checkpoints have held it, and the store and the broker have confirmed all. */
    private void settle() throws Exception {
        long deadline = System.nanoTime() + SETTLE_PATIENCE.toNanos();
        long checkpoints = Metrics.sum("numberOfCompletedCheckpoints");
        long received = -1;
        while (System.nanoTime() < deadline) {
            engine.check();
            long now = Metrics.received();
            if (now != received) {
                received = now;
                checkpoints = Metrics.sum("numberOfCompletedCheckpoints");
            }
            boolean held = Metrics.sum("numberOfCompletedCheckpoints") >= checkpoints + 2;
            if (held && Metrics.sum("pendingLines") == 0 && Metrics.sum("pendingPublications") == 0) {
                return;
            }
            pause(Duration.ofMillis(100));
        }
        throw new CityException("not everything was stored within 120 s: " + Metrics.sum("pendingLines")
                + " lines wait for the store, " + Metrics.sum("pendingPublications") + " messages for the broker");
    }

    private int conclude() throws Exception {
        Summary summary = new Summary().counts(player.sent(), readySeconds);
        boolean good;
        try (History history = History.open(parts.store())) {
            List<StoredAlerts.Episode> episodes = StoredAlerts.read(history);
            summary.alerts(episodes);
            good = street != null ? concludeSimulation(episodes, summary) : concludeReplay(episodes, history, summary);
        }
        if (settings.summary() != null) {
            summary.write(settings.summary());
        }
        return good ? 0 : 1;
    }

    private boolean concludeSimulation(List<StoredAlerts.Episode> episodes, Summary summary) {
        List<Judge.Seen> seen = episodes.stream().map(this::seen).toList();
        Judge.Verdict verdict = Judge.judge(street.faults(), seen, player.nowMillis());
        summary.verdict(verdict);
        verdict.missed()
                .forEach(f -> terminal.say(
                        "missed", f.type(), f.sensor(), f.expectedRule(), Terminal.time(f.alertByMillis())));
        verdict.falseAlerts()
                .forEach(s -> terminal.say(
                        "false.alert",
                        s.episode().rule(),
                        s.episode().sensor(),
                        Terminal.time(s.episode().raisedAtMillis())));
        terminal.say(
                "done",
                verdict.injected(),
                verdict.alerted(),
                verdict.falseAlerts().size(),
                summaryName());
        return verdict.isGood();
    }

    /** An alert of this run counts when it came on MQTT; one of a run before this one, when it was raised. */
    private Judge.Seen seen(StoredAlerts.Episode episode) {
        Long first = board.findFirstSeen(episode.alertId());
        if (first != null) {
            return new Judge.Seen(episode, first);
        }
        return new Judge.Seen(
                episode, episode.raisedAtMillis() < startedAtMillis ? episode.raisedAtMillis() : Long.MAX_VALUE);
    }

    private boolean concludeReplay(List<StoredAlerts.Episode> episodes, History history, Summary summary)
            throws IOException {
        if (recording == null) {
            return true;
        }
        summary.problems(recording.skippedRows(), recording.problems());
        if (recording.expectedFrames().isEmpty()) {
            terminal.say("done.replay", episodes.size(), summaryName());
            return true;
        }
        int frames = recording.expectedFrames().size();
        List<FrameJudge.Mismatch> mismatches = FrameJudge.judge(recording.expectedFrames(), history);
        summary.frames(frames, mismatches);
        mismatches.forEach(m -> terminal.say("mismatch", m.sensor(), m.why()));
        terminal.say("done.frames", frames, frames - mismatches.size(), mismatches.size(), summaryName());
        return mismatches.isEmpty();
    }

    private String summaryName() {
        return settings.summary() == null
                ? terminal.words().say("no.summary")
                : settings.summary().toString();
    }

    private static void pause(Duration time) throws InterruptedException {
        java.util.concurrent.TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }

    @Override
    public void close() {
        closeQuietly(player);
        closeQuietly(board);
        closeQuietly(pulse);
        closeQuietly(engine);
        closeQuietly(parts);
        closeQuietly(data);
    }

    /** One part that can't stop must not keep the others from stopping; it is in the log. */
    private static void closeQuietly(AutoCloseable part) {
        if (part != null) {
            try {
                part.close();
            } catch (Exception e) {
                org.slf4j.LoggerFactory.getLogger(City.class).warn("could not stop {}", part, e);
            }
        }
    }
}
