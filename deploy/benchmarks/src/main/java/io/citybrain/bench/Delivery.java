package io.citybrain.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deploy/bench delivery}. */
@Command(
        name = "delivery",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Counts what is lost and what is doubled between a device's PUBACK and the store while the job is killed, the"
                    + " broker restarted, the link cut and the store away, at random moments that follow from the seed.",
            "在强行终止作业、重启消息服务、切断连接、数据库不可达时，逐条统计丢失与重复。",
            "",
            "Real Mosquitto with deploy/mosquitto.conf, real InfluxDB 1.x (or QuestDB), the job in a JVM of its own."
                    + " 200,000 messages take about 6 minutes a seed.",
            "outageAlertP99Millis: publish to alert on MQTT, rules without on-delay, published while the store is away;"
                    + " left out is what meets a kill (until the first alert of the new JVM), a broker restart or the cut,"
                    + " or comes before the first alert of a reading published after that: a backlog being caught up.",
            ""
        })
final class Delivery implements Callable<Integer> {
    private static final int SENSORS = 2_000;
    private static final int PER_SECOND = 800;
    private static final int HEARTBEAT_SECONDS = 20;
    private static final int QUICK_SENSORS = 600;
    private static final int QUICK_PER_SECOND = 600;
    private static final int QUICK_MESSAGES = 12_000;
    private static final int QUICK_HEARTBEAT_SECONDS = 6;

    @Option(
            names = "--seed",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2,3",
            description = "One run for each: --seed 1,2,3 or --seed 1 --seed 2. Default: ${DEFAULT-VALUE}.")
    private List<Long> seeds;

    @Option(
            names = "--messages",
            paramLabel = "N",
            defaultValue = "200000",
            description = "Numbered readings a seed, 40000 to 2000000. Default: ${DEFAULT-VALUE}.")
    private int messages;

    @Option(names = "--store", paramLabel = "influxdb|questdb", description = "Default: influxdb if it is installed.")
    private StoreServer.Type store;

    @Option(
            names = "--quick",
            description =
                    "Rough, under 60 s: the first seed, 12,000 readings, one kill, one broker restart, short outages.")
    private boolean quick;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (messages < 40_000 || messages > 2_000_000) {
            throw new ParameterException(spec.commandLine(), "--messages " + messages + ": must be 40000 to 2000000");
        }
        Mosquitto.requireInstalled();
        // Paho prints a stack trace for each connection that we cut.
        LogManager.getLogManager().reset();
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = new Progress(System.err);
        List<DeliveryFigures> all = new ArrayList<>();
        for (long seed : quick ? seeds.subList(0, 1) : seeds) {
            DeliveryFigures figures = measure(quick ? quick(seed) : full(seed), progress);
            all.add(figures);
            print(figures, out);
        }
        DeliveryFigures together = DeliveryFigures.together(all);
        together.result().print(out);
        // A quick run has too few alerts during its outage to judge their delay.
        return together.holds() && (quick || together.alertsWentOn()) ? 0 : 1;
    }

    private DeliveryRun.Scale full(long seed) {
        return new DeliveryRun.Scale(
                new NumberedTraffic.Size(messages, SENSORS, PER_SECOND, HEARTBEAT_SECONDS, seed),
                new Disturbances.Plan(3, 3, 20_000, 60_000),
                Duration.ofMinutes(2),
                Duration.ofSeconds(5));
    }

    static DeliveryRun.Scale quick(long seed) {
        return new DeliveryRun.Scale(
                new NumberedTraffic.Size(
                        QUICK_MESSAGES, QUICK_SENSORS, QUICK_PER_SECOND, QUICK_HEARTBEAT_SECONDS, seed),
                new Disturbances.Plan(1, 1, 2_000, 7_000),
                Duration.ofSeconds(20),
                Duration.ofSeconds(2));
    }

    /** What a bad run leaves behind is kept: the logs of all parts tell why. */
    private DeliveryFigures measure(DeliveryRun.Scale scale, Progress progress)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("city-brain-bench-");
        progress.step("seed " + scale.traffic().seed());
        DeliveryFigures figures =
                new DeliveryRun(scale, store == null ? StoreServer.Type.usual() : store, folder, progress).measure();
        if (figures.holds()) {
            delete(folder);
        } else {
            figures.alerts().which().stream().limit(20).forEach(progress::step);
            progress.step("the logs of all parts are kept in / 日志保存在 " + folder);
        }
        return figures;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void print(DeliveryFigures figures, PrintWriter out) {
        out.printf(
                "seed / 种子 %s: sent / 发送 %,d · stored / 入库 %,d · lost / 丢失 %d · lost by the broker / 消息服务丢失 %d · points"
                        + " doubled / 重复 %d%n",
                figures.seed(),
                figures.sent(),
                figures.readings().stored(),
                figures.readings().lost(),
                figures.readings().brokerLost(),
                figures.readings().pointsDoubled());
        out.printf(
                "  alerts / 告警 %,d · lost / 丢失 %d · doubled / 重复 %d%n",
                figures.alertsWanted(),
                figures.alerts().lost(),
                figures.alerts().doubled());
        out.printf(
                "  kills / 强行终止 %d · broker restarts / 重启 %d · link cuts / 断线 %d · store away / 数据库不可达 %.0f s · alert p99"
                        + " meanwhile / 期间告警延迟 p99 %.0f ms (%d) · recovery / 恢复 %.1f s%n",
                figures.kills(),
                figures.brokerRestarts(),
                figures.linkCuts(),
                figures.storeOutageSeconds(),
                figures.outageAlertP99Millis(),
                figures.outageAlerts(),
                figures.recoverySeconds());
        out.flush();
    }
}
