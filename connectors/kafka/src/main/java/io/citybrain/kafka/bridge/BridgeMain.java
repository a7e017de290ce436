package io.citybrain.kafka.bridge;

import io.citybrain.kafka.log.KafkaTopics;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.prometheus.MetricsPage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code deploy/bridge}: the command line. */
@Command(
        name = "deploy/bridge",
        mixinStandardHelpOptions = true,
        version = "City Brain 0.1.0",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Carries what sensors send by MQTT into Kafka, in order, with the city's clock. It acknowledges a message when"
                    + " Kafka has it; what Kafka can't take now stays at the MQTT broker.",
            "把传感器的 MQTT 消息按顺序写入 Kafka，并写入城市时钟；Kafka 确认后才向 MQTT 确认。",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped by SIGTERM or Ctrl-C, all that was taken is in Kafka or still at the broker",
            "2:the command line is wrong",
            "3:the topics are missing, a file can't be read, or a port is taken; the message says what to do"
        })
public final class BridgeMain implements Callable<Integer> {
    private static final int CANNOT_START = 3;
    private static final long STOP_SECONDS = 30;
    private static final int MOST_REGISTRY_HOURS = 6 * 24;

    enum Clock {
        wall,
        external
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--mqtt",
            paramLabel = "URI",
            defaultValue = "tcp://127.0.0.1:1883",
            description = "tcp://host:port or ssl://host:port / MQTT 地址。Default: ${DEFAULT-VALUE}")
    private String mqtt;

    @Option(names = "--mqtt-user", paramLabel = "NAME", description = "Name at the broker / 用户名。")
    private String user;

    @Option(names = "--mqtt-password-file", paramLabel = "FILE", description = "Its first line is the password / 口令文件。")
    private Path passwordFile;

    @Option(
            names = "--mqtt-trust-store",
            paramLabel = "FILE",
            description = "PEM certificates to trust for ssl:// / 信任的证书。Default: those of Java")
    private Path trustStore;

    @Mixin
    private KafkaOptions kafka;

    @Option(
            names = "--clock",
            paramLabel = "wall|external",
            defaultValue = "wall",
            description = "What drives the city: this machine's clock, or city/v1/clock / 城市时钟来源。Default: wall")
    private Clock clock;

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            defaultValue = "city-bridge",
            description =
                    "Name of the session at the broker and of the feed; one bridge each / 会话名。Default: city-bridge")
    private String clientId;

    @Option(
            names = "--registry-hours",
            paramLabel = "N",
            defaultValue = "24",
            description = "The whole registry is written again after so many hours / 重写注册表的间隔小时数。Default: 24")
    private int registryHours;

    @Option(
            names = "--status-seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "Least time between two lines of counters / 状态行的间隔秒数。Default: 10")
    private int statusSeconds;

    @Option(
            names = "--metrics-port",
            paramLabel = "N",
            defaultValue = "9250",
            description = "Prometheus page on 127.0.0.1; 0 = none / 指标页端口，0 为不开。Default: ${DEFAULT-VALUE}")
    private int metricsPort;

    private String lastLine = "";
    private int secondsSinceLine = Integer.MAX_VALUE / 2;

    public static void main(String[] arguments) {
        int code = new CommandLine(new BridgeMain()).execute(arguments);
        // On SIGTERM the JVM would end with 143 although all is in order.
        Runtime.getRuntime().halt(code);
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            run(settings());
            return 0;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println("deploy/bridge --help lists all options / 列出全部选项");
            return spec.exitCodeOnInvalidInput();
        } catch (CannotStart e) {
            err.println(e.getMessage());
            return CANNOT_START;
        }
    }

    private BridgeSettings settings() throws CannotStart {
        if (metricsPort < 0 || metricsPort > 65_535) {
            throw new IllegalArgumentException("--metrics-port must be 0 to 65535, was " + metricsPort);
        }
        if (registryHours < 1 || registryHours > MOST_REGISTRY_HOURS) {
            throw new IllegalArgumentException("--registry-hours must be 1 to " + MOST_REGISTRY_HOURS
                    + ", so that the log, which keeps 7 days, always has all of it; was " + registryHours);
        }
        MqttConnection broker = MqttConnection.of(mqtt);
        if (user != null || passwordFile != null) {
            broker = broker.withCredentials(user, text(passwordFile));
        }
        if (trustStore != null) {
            broker = broker.withTrustStore(text(trustStore), null);
        }
        return new BridgeSettings(
                broker,
                clientId,
                kafka.connection(),
                kafka.topics(KafkaTopics.DEFAULT_PARTITIONS),
                clock == Clock.external,
                Duration.ofHours(registryHours));
    }

    private static String text(Path path) {
        return path == null ? null : path.toString();
    }

    /** The pulse has one thread; it ends with the bridge. */
    private void run(BridgeSettings settings) throws CannotStart, InterruptedException {
        Bridge bridge = new Bridge(settings);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(bridge, main), "stop"));
        ScheduledExecutorService everySecond = Executors.newSingleThreadScheduledExecutor();
        try (MetricsPage page = metricsPort == 0 ? null : BridgeMetrics.open(metricsPort, bridge.counters());
                BridgePulse pulse = new BridgePulse(settings)) {
            if (page != null) {
                say("metrics / 指标 http://127.0.0.1:" + page.port() + "/metrics");
            }
            Future<?> beats = everySecond.scheduleAtFixedRate(() -> beat(bridge, pulse), 0, 1, TimeUnit.SECONDS);
            try {
                bridge.run();
            } finally {
                beats.cancel(true);
                everySecond.shutdownNow();
                boolean unused = everySecond.awaitTermination(2, TimeUnit.SECONDS);
            }
        }
        say("stopped / 已停止 · " + counts(bridge.counters()));
    }

    private static void stop(Bridge bridge, Thread main) {
        bridge.stop();
        try {
            main.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat(Bridge bridge, BridgePulse pulse) {
        try {
            pulse.beat(bridge.findTrouble());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        secondsSinceLine++;
        String trouble = bridge.findTrouble();
        String line = counts(bridge.counters()) + (trouble == null ? "" : " · " + trouble);
        if (secondsSinceLine >= statusSeconds && !line.equals(lastLine)) {
            secondsSinceLine = 0;
            lastLine = line;
            say(line);
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + " " + line);
        out.flush();
    }

    private static String counts(BridgeCounters counters) {
        return "received / 收到 " + counters.received + " · in Kafka / 已写入 " + counters.forwarded + " · pending / 待确认 "
                + counters.pending + " · refused / 拒收 " + counters.refused;
    }
}
