package io.citybrain.bench;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.Severity;
import io.citybrain.city.incident.CityGrids;
import io.citybrain.city.incident.Crew;
import io.citybrain.city.incident.Grid;
import io.citybrain.city.incident.IncidentSettings;
import io.citybrain.city.incident.Level;
import io.citybrain.city.incident.Shape;
import io.citybrain.city.sensing.Place;
import io.citybrain.jobs.incidents.IncidentJob;
import io.citybrain.jobs.incidents.IncidentJobSettings;
import io.citybrain.jobs.metrics.JobMetrics;
import io.citybrain.jobs.sensing.CityTime;
import io.citybrain.jobs.sensing.SensingSettings;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.Topics;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One measurement: a broker, a store and the job; incidents opened, alerts sent, what came of them. */
final class IncidentsRun {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int WINDOW = 1_000;
    private static final int FILL_WINDOW = 5_000;
    /** Sensors stand so far apart, in degrees, that none is near another: 330 m and more. */
    private static final double APART_DEGREES = 0.003;

    private static final int ROW = 400;

    /** What was found. */
    record Figures(
            int alerts, int incidents, double p50Millis, double p99Millis, double bytesPerOpenIncident, int lost) {}

    private final int open;
    private final int perSecond;
    private final int total;
    private final Path folder;
    private final Progress progress;
    private final IncidentWitness witness;

    IncidentsRun(int open, int perSecond, int seconds, Path folder, Progress progress) {
        this.open = open;
        this.perSecond = perSecond;
        this.total = open + perSecond * seconds;
        this.folder = folder;
        this.progress = progress;
        this.witness = new IncidentWitness(total);
    }

    Figures measure() throws Exception {
        progress.step("starting Mosquitto, the store and the job / 启动消息服务、数据库和作业");
        try (Mosquitto broker = Mosquitto.start(folder.resolve("broker"));
                StoreServer store = StoreServer.start(StoreServer.Type.usual(), folder.resolve("store"));
                MqttPublisher publisher = MqttPublisher.open(
                        broker.connection(),
                        PublisherOptions.of("bench-alerts").withWindow(WINDOW).withCapacity(total));
                MqttSubscriber screen = MqttSubscriber.open(
                        broker.connection(),
                        SessionOptions.transientSession("bench-screen"),
                        List.of(Topics.ALL_INCIDENTS),
                        witness::hear)) {
            if (!screen.awaitSubscribed(20_000)) {
                throw new CannotMeasure("the broker did not grant the subscription in 20 s");
            }
            JobClient job = start(broker, store);
            await("the job to read", () -> JobMetrics.sum(IncidentJob.NAME, "caughtUp") > 0);
            return measure(publisher, job);
        }
    }

    private Figures measure(MqttPublisher publisher, JobClient job) throws Exception {
        long before = usedHeap();
        progress.step("opening " + open + " incidents / 建立未结事件");
        for (int i = 0; i < open; i++) {
            publish(publisher, i, i);
            int sent = i + 1;
            if (sent - witness.seen() > FILL_WINDOW) {
                await("incidents", () -> sent - witness.seen() < FILL_WINDOW / 2);
            }
        }
        await("all incidents", () -> witness.seen() == open);
        await("the store", () -> JobMetrics.sum(IncidentJob.NAME, "pendingLines") == 0);
        TimeUnit.SECONDS.sleep(2);
        double bytes = (usedHeap() - before) / (double) open;
        progress.step(String.format(
                Locale.ROOT, "%,.0f bytes an incident; %,d alerts a second / 每个事件的内存；每秒告警", bytes, perSecond));
        send(publisher);
        boolean all = isTrue(() -> witness.seen() == total, Duration.ofSeconds(30));
        progress.step(all ? "all there / 全部到达" : "some did not come / 有缺失");
        job.cancel().get();
        double[] millis = witness.millis(open);
        Arrays.sort(millis);
        return new Figures(
                total,
                witness.incidents(),
                AlertDelays.quantile(millis, 0.5),
                AlertDelays.quantile(millis, 0.99),
                bytes,
                total - witness.seen());
    }

    /** Every other alert is near the one before it. */
    private void send(MqttPublisher publisher) throws InterruptedException {
        long start = System.nanoTime();
        for (int i = open; i < total; i++) {
            long due = start + (i - open) * TimeUnit.SECONDS.toNanos(1) / perSecond;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            publish(publisher, i, i - (i - open) % 2);
        }
    }

    private void publish(MqttPublisher publisher, int number, int spot) throws InterruptedException {
        Alert alert = alert(number, spot);
        byte[] payload = AlertJson.write(alert);
        witness.sent(number);
        publisher.publish(
                new MqttPublication(Topics.alert(alert.kind(), alert.sensor(), alert.rule()), payload, false, 0),
                settlement -> {});
    }

    private Alert alert(int number, int spot) {
        long now = System.currentTimeMillis();
        int row = spot / ROW;
        Place place = new Place(
                100 + spot % ROW * APART_DEGREES + (number == spot ? 0 : APART_DEGREES / 10),
                20 + row * APART_DEGREES,
                "Street " + number);
        return new Alert(
                IncidentWitness.idOf(number),
                1,
                "manhole",
                String.format(Locale.ROOT, "MH-%06d", number),
                "cover-tilted",
                1,
                Severity.MAJOR,
                AlertState.ACTIVE,
                now,
                0,
                now,
                now,
                "tiltDegrees",
                20,
                15,
                "°",
                place,
                null,
                "井盖MH-" + number + "倾斜20°，限值15°",
                "Manhole cover MH-" + number + " is tilted by 20°, limit 15°",
                null,
                false);
    }

    private JobClient start(Mosquitto broker, StoreServer store) throws Exception {
        SensingSettings city = new SensingSettings(
                broker.connection(),
                "bench",
                SensingSettings.Sessions.one(),
                CityTime.WALL,
                null,
                store.address(),
                folder.resolve("spool").toString(),
                1);
        Configuration flink = IncidentJob.configuration();
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        flink.setString("metrics.reporter.city.factory.class", JobMetrics.Factory.class.getName());
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        IncidentJob.build(environment, new IncidentJobSettings(city, grids(), IncidentSettings.DEFAULTS));
        return environment.executeAsync(IncidentJob.NAME);
    }

    /** One grid for all: a district is one key, so this is as hard as it gets. */
    private static CityGrids grids() {
        return new CityGrids(List.of(new Grid(
                "grid-1",
                "gongshu",
                new Crew("crew-1", "一队", "Crew 1"),
                List.of(
                        new Level(0, "grid-1", "第一网格", "Grid 1", "grid-1"),
                        new Level(1, "zhaohui", "朝晖街道", "Zhaohui street office", "zhaohui"),
                        new Level(2, "city", "杭州市", "Hangzhou", "city")),
                new Shape(List.of(new double[] {99, 19, 102, 19, 102, 30, 99, 30})))));
    }

    /** After garbage collection. */
    private static long usedHeap() throws InterruptedException {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            memory.gc();
            TimeUnit.MILLISECONDS.sleep(300);
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        if (!isTrue(condition, PATIENCE)) {
            throw new CannotMeasure("waited " + PATIENCE.toSeconds() + " s in vain for " + what);
        }
    }

    private static boolean isTrue(BooleanSupplier condition, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return true;
    }
}
