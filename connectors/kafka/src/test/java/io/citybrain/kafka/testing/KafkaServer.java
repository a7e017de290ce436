package io.citybrain.kafka.testing;

import io.citybrain.mqtt.testing.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A real one-node Kafka in a process of its own on a free port of 127.0.0.1. Port and folder survive a restart. */
public final class KafkaServer implements AutoCloseable {
    private static final int START_SECONDS = 60;

    private final Path folder;
    private final int port;
    private final Path config;
    private Process process;

    private KafkaServer(Path folder, int port, Path config) {
        this.folder = folder;
        this.port = port;
        this.config = config;
    }

    /** Starts with an empty log, or with what an earlier server left in the folder. */
    public static KafkaServer start(Path folder) throws IOException, InterruptedException {
        KafkaServer server = prepare(folder);
        server.startAgain();
        return server;
    }

    /** Chooses the ports and writes the settings without starting anything. */
    public static KafkaServer prepare(Path folder) throws IOException {
        Files.createDirectories(folder);
        int port = FreePort.find();
        int controllerPort = FreePort.find();
        Path config = folder.resolve("server.properties");
        Files.write(
                config,
                List.of(
                        "process.roles=broker,controller",
                        "node.id=1",
                        "controller.quorum.bootstrap.servers=127.0.0.1:" + controllerPort,
                        "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                        "controller.listener.names=CONTROLLER",
                        "log.dirs=" + folder.resolve("data"),
                        "offsets.topic.num.partitions=1",
                        "offsets.topic.replication.factor=1",
                        "transaction.state.log.num.partitions=1",
                        "transaction.state.log.replication.factor=1",
                        "transaction.state.log.min.isr=1",
                        "group.initial.rebalance.delay.ms=0",
                        "auto.create.topics.enable=false"));
        Files.writeString(folder.resolve("log4j2.properties"), """
                rootLogger.level = WARN
                rootLogger.appenderRef.console.ref = console
                appender.console.type = Console
                appender.console.name = console
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %d %-5p [%t] %c{1.} - %m%n
                """);
        return new KafkaServer(folder, port, config);
    }

    /** For clients: {@code 127.0.0.1:port}. */
    public String servers() {
        return "127.0.0.1:" + port;
    }

    /** A client for looking and creating; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                "20000",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                "5000",
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                "200"));
    }

    /** What it printed, to look at when a test fails. */
    public Path console() {
        return folder.resolve("console.log");
    }

    /** Starts the process and waits until it answers. */
    public void startAgain() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Dlog4j2.configurationFile=" + folder.resolve("log4j2.properties"));
        // Surefire's own class path is one jar with a manifest that points to the real one.
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.addAll(List.of(KafkaNode.class.getName(), config.toString()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(console().toFile()))
                .start();
        awaitAnswer();
    }

    /** SIGTERM. */
    public void stop() {
        end(false);
    }

    /** SIGSTOP: it is there and answers nothing, until {@link #kill}. */
    public void suspend() throws IOException, InterruptedException {
        Process stop = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start();
        if (stop.waitFor() != 0) {
            throw new IOException("kill -STOP ended with " + stop.exitValue());
        }
    }

    /** SIGKILL. */
    public void kill() {
        end(true);
    }

    @Override
    public void close() {
        kill();
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        try (Admin admin = admin()) {
            while (process.isAlive() && System.nanoTime() < deadline) {
                try {
                    if (!admin.describeCluster().nodes().get().isEmpty()) {
                        return;
                    }
                } catch (ExecutionException notYet) {
                    LockSupport.parkNanos(20_000_000);
                }
            }
        }
        String said = Files.readString(console());
        end(true);
        throw new IOException("Kafka did not answer at " + servers() + ": " + said);
    }

    private void end(boolean hard) {
        if (process == null) {
            return;
        }
        try {
            if (hard) {
                process.destroyForcibly();
            } else {
                process.destroy();
            }
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("Kafka did not end within 30 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process = null;
        }
    }
}
