package io.citybrain.bench;

import io.citybrain.bench.SteadyLoad.Hold;
import io.citybrain.bench.SteadyLoad.Opening;
import io.citybrain.city.sensing.Kind;
import io.citybrain.influxdb.client.History;
import io.citybrain.influxdb.client.HistoryQuery;
import io.citybrain.influxdb.client.HistoryQuery.Order;
import io.citybrain.jobs.sensing.StoreLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Mosquitto, the job and the store on one machine, with a load that is raised until the backlog grows. */
final class ThroughputRun {
    private static final double WANTED_RATE = 10_000;
    /** A rate that the generator itself can't keep is none. */
    private static final double KEPT = 0.98;
    /** With so much delay at the end of a hold the backlog has grown. */
    private static final double BACKLOG_MILLIS = 1_500;

    private static final Duration DRAIN = Duration.ofSeconds(60);
    private static final double STEP_DOWN = 0.9;

    /**
     * How thorough.
     *
     * @param probe of a rate while the steady one is searched
     * @param probes how many
     * @param hold of the rate that counts
     */
    record Scale(Duration probe, int probes, Duration hold) {}

    /**
     * What came of it.
     *
     * @param steadyRate readings a second, backlog not growing
     * @param bareRate of a subscriber that does nothing
     * @param delayRate readings a second while delays were measured
     * @param delays publish to alert, milliseconds, ascending
     * @param lost readings that are not in the store, of all holds that count
     */
    record Figures(double steadyRate, double bareRate, double delayRate, double[] delays, long lost) {}

    private final Scale scale;
    private final StoreServer.Type storeType;
    private final Path folder;
    private final Progress progress;

    ThroughputRun(Scale scale, StoreServer.Type storeType, Path folder, Progress progress) {
        this.scale = scale;
        this.storeType = storeType;
        this.folder = folder;
        this.progress = progress;
    }

    Figures measure() throws IOException, InterruptedException, MqttException {
        progress.step("starting Mosquitto and " + storeType + " / 启动消息服务和数据库");
        try (Mosquitto broker = Mosquitto.start(folder.resolve("broker"));
                StoreServer store = StoreServer.start(storeType, folder.resolve("store"));
                SteadyLoad load = new SteadyLoad(broker.connection())) {
            double bare = bareRate(broker, load);
            progress.step(
                    "a bare Paho subscriber takes %.0f messages/s; starting the job / 裸订阅者速率，启动作业".formatted(bare));
            try (JobProcess job =
                            JobProcess.start(folder.resolve("job"), broker.port(), store.port(), store.flavour());
                    AlertWitness witness = new AlertWitness(broker.connection());
                    History history = History.open(store.address())) {
                load.register();
                warmUp(load, witness, bare);
                Figures figures = new Job(load, witness, history, bare).measure();
                if (job.starts() > 1) {
                    throw new CannotMeasure("the job has ended meanwhile; its log is in " + folder + "/job");
                }
                return figures;
            }
        }
    }

    /** As much as the broker takes from the same generator, counted where it comes out. */
    private double bareRate(Mosquitto broker, SteadyLoad load) throws InterruptedException, MqttException {
        try (BareSubscriber subscriber = new BareSubscriber(broker.port())) {
            load.hold(Double.POSITIVE_INFINITY, scale.probe());
            long before = subscriber.received();
            long startNanos = System.nanoTime();
            load.hold(Double.POSITIVE_INFINITY, scale.probe());
            return (subscriber.received() - before) / ((System.nanoTime() - startNanos) / 1e9);
        }
    }

    /** Code that was never run is slow, and no city starts anew every minute. */
    private void warmUp(SteadyLoad load, AlertWitness witness, double bare) throws InterruptedException {
        progress.step("warming up / 预热");
        Hold hold = load.hold(bare / 3, scale.probe().multipliedBy(3));
        awaitAlerts(hold, witness);
    }

    private static double[] awaitAlerts(Hold hold, AlertWitness witness) throws InterruptedException {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        while (true) {
            Map<String, AlertWitness.Told> told = witness.told();
            boolean all = hold.openings().stream().allMatch(o -> told.containsKey(o.alertId()));
            if (all || System.nanoTime() > deadline) {
                return hold.openings().stream()
                        .mapToDouble(o -> delayMillis(o, told))
                        .toArray();
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** One that has not come in a minute counts with that minute. */
    private static double delayMillis(Opening opening, Map<String, AlertWitness.Told> told) {
        AlertWitness.Told alert = told.get(opening.alertId());
        return alert == null ? DRAIN.toMillis() : (alert.cameNanos() - opening.dueNanos()) / 1e6;
    }

    /**
     * Whether no backlog grew, neither before the rules (what was opened last shows how long the queue before it was) nor
     * before the store.
     *
     * @param delays of the alerts, in the order of their opening
     * @param notStored readings that the store lacked at the end
     */
    static boolean keptUp(Hold hold, double wanted, double[] delays, long notStored) {
        double[] last = Arrays.copyOfRange(delays, delays.length * 3 / 4, delays.length);
        Arrays.sort(last);
        return hold.rate() >= wanted * KEPT
                && AlertDelays.quantile(last, 0.5) < BACKLOG_MILLIS
                && notStored < wanted * BACKLOG_MILLIS / 1_000;
    }

    /** The part with the job. */
    private final class Job {
        private final SteadyLoad load;
        private final AlertWitness witness;
        private final History history;
        private final double bare;

        Job(SteadyLoad load, AlertWitness witness, History history, double bare) {
            this.load = load;
            this.witness = witness;
            this.history = history;
            this.bare = bare;
        }

        Figures measure() throws IOException, InterruptedException {
            double steady = search();
            progress.step("holding %.0f messages/s for %d s / 持续加载"
                    .formatted(steady, scale.hold().toSeconds()));
            Hold hold = load.hold(steady, scale.hold());
            while (!isSteady(hold, steady) && steady > 100) {
                steady *= STEP_DOWN;
                progress.step("not steady; holding %.0f messages/s / 不稳定，降低速率".formatted(steady));
                hold = load.hold(steady, scale.hold());
            }
            long lost = lost(hold);
            double rate = Math.min(WANTED_RATE, steady);
            progress.step("delays at %.0f messages/s for %d s / 测量延迟"
                    .formatted(rate, scale.hold().toSeconds()));
            Hold measured = load.hold(rate, scale.hold());
            double[] delays = awaitAlerts(measured, witness);
            Arrays.sort(delays);
            return new Figures(hold.rate(), bare, measured.rate(), delays, lost + lost(measured));
        }

        /** Halves the gap between a rate that holds and one that does not. */
        private double search() throws IOException, InterruptedException {
            double low = 0;
            double high = bare;
            for (int i = 0; i < scale.probes(); i++) {
                double middle = (low + high) / 2;
                boolean steady = isSteady(load.hold(middle, scale.probe()), middle);
                progress.step("%.0f messages/s: %s".formatted(middle, steady ? "steady / 稳定" : "too much / 过载"));
                if (steady) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return low == 0 ? high / 2 : low;
        }

        /** The store is asked first: while alerts are awaited it would catch up. */
        private boolean isSteady(Hold hold, double wanted) throws IOException, InterruptedException {
            long notStored = hold.sent() - stored(hold);
            return keptUp(hold, wanted, awaitAlerts(hold, witness), notStored);
        }

        private long lost(Hold hold) throws IOException, InterruptedException {
            load.flush();
            long deadline = System.nanoTime() + DRAIN.toNanos();
            long missing = hold.sent() - stored(hold);
            while (missing > 0 && System.nanoTime() < deadline) {
                TimeUnit.SECONDS.sleep(1);
                missing = hold.sent() - stored(hold);
            }
            return Math.max(0, missing);
        }

        private long stored(Hold hold) throws IOException {
            return history.count(new HistoryQuery(
                    StoreLines.telemetry(Kind.MANHOLE),
                    Map.of(),
                    hold.fromMillis(),
                    hold.untilMillis(),
                    1,
                    Order.OLDEST_FIRST));
        }
    }
}
