package io.citybrain.bench;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code deploy/bench throughput}. */
@Command(
        name = "throughput",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds the highest rate at which Mosquitto, the job and the store keep up, every reading stored, beside a bare"
                    + " subscriber that does nothing; then the delay from publish to alert at 10,000 messages/s.",
            "测量消息服务、作业、数据库能持续承受的最高速率（与裸订阅者对比），以及每秒一万条消息时的告警延迟。",
            "",
            "Generator, broker, job and store share this machine. Steady: the generator keeps the rate and at the end of"
                    + " the time alerts take less than 1.5 s and the store lacks less than 1.5 s of readings. Delays count"
                    + " from when a reading was due. Takes about 5 minutes.",
            ""
        })
final class Throughput implements Callable<Integer> {
    @Option(names = "--store", paramLabel = "influxdb|questdb", description = "Default: influxdb if it is installed.")
    private StoreServer.Type store;

    @Option(names = "--quick", description = "Rough, under 60 s: holds of 8 s instead of 60.")
    private boolean quick;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Mosquitto.requireInstalled();
        LogManager.getLogManager().reset();
        Path folder = Files.createTempDirectory("city-brain-bench-");
        ThroughputRun.Scale scale = quick
                ? new ThroughputRun.Scale(Duration.ofSeconds(3), 2, Duration.ofSeconds(8))
                : new ThroughputRun.Scale(Duration.ofSeconds(10), 6, Duration.ofMinutes(1));
        StoreServer.Type type = store == null ? StoreServer.Type.usual() : store;
        ThroughputRun.Figures figures = new ThroughputRun(scale, type, folder, new Progress(System.err)).measure();
        Delivery.delete(folder);
        print(figures, spec.commandLine().getOut());
        return figures.lost() == 0 ? 0 : 1;
    }

    private static void print(ThroughputRun.Figures figures, PrintWriter out) {
        double p50 = AlertDelays.quantile(figures.delays(), 0.5);
        double p99 = AlertDelays.quantile(figures.delays(), 0.99);
        double most = AlertDelays.quantile(figures.delays(), 1);
        out.printf(
                "steady / 稳定速率 %,.0f messages/s · bare subscriber / 裸订阅者 %,.0f · ratio / 比值 %.2f%n",
                figures.steadyRate(), figures.bareRate(), figures.steadyRate() / figures.bareRate());
        out.printf(
                "publish to alert at / 告警延迟 %,.0f messages/s: p50 %.0f ms · p99 %.0f ms · max %.0f ms (%d) · lost / 丢失"
                        + " %d%n",
                figures.delayRate(), p50, p99, most, figures.delays().length, figures.lost());
        new Result()
                .put("steadyRate", figures.steadyRate())
                .put("bareSubscriberRate", figures.bareRate())
                .put("ratio", figures.steadyRate() / figures.bareRate())
                .put("p50Millis", p50)
                .put("p99Millis", p99)
                .put("maxMillis", most)
                .put("lost", figures.lost())
                .put("delayRate", figures.delayRate())
                .print(out);
    }
}
