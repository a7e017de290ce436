package io.citybrain.influxdb.testing;

import io.citybrain.influxdb.client.History;
import io.citybrain.influxdb.client.StoreAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A real InfluxDB 1.x in a folder of its own, with the settings that a city needs: no limit on series and values, an
 * index on disk. Can be stopped, killed and started again on the same port and data.
 */
public final class InfluxServer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/influxd");
    private static final Duration START = Duration.ofSeconds(30);

    private final Path directory;
    private final int port = FreePort.find();
    private final int rpcPort = FreePort.find();
    private Process process;

    private InfluxServer(Path directory) {
        this.directory = directory;
    }

    /** True if the server is installed; if not, tests skip and say {@link #howToInstall}. */
    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** What to type to have it. */
    public static String howToInstall() {
        return PROGRAM + " is missing: apt-get install influxdb";
    }

    /** Starts a server with empty data in a folder. */
    public static InfluxServer start(Path directory) throws IOException {
        InfluxServer server = new InfluxServer(directory);
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("influxdb.conf"), server.settings());
        server.start();
        return server;
    }

    private String settings() {
        return """
                reporting-enabled = false
                bind-address = "127.0.0.1:%2$d"
                [meta]
                  dir = "%1$s/meta"
                [data]
                  dir = "%1$s/data"
                  wal-dir = "%1$s/wal"
                  index-version = "tsi1"
                  max-series-per-database = 0
                  max-values-per-tag = 0
                  query-log-enabled = false
                [monitor]
                  store-enabled = false
                [http]
                  bind-address = "127.0.0.1:%3$d"
                  log-enabled = false
                """.formatted(directory.toAbsolutePath(), rpcPort, port);
    }

    /** Starts it again after {@link #stop} or {@link #kill}, with its data. */
    public void start() throws IOException {
        process = new ProcessBuilder(
                        PROGRAM.toString(),
                        "-config",
                        directory.resolve("influxdb.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("influxd.log").toFile()))
                .start();
        try (History history = History.open(address("any"))) {
            Awaitility.await("influxd answers, see " + directory + "/influxd.log")
                    .atMost(START)
                    .failFast("influxd has ended, see " + directory + "/influxd.log", () -> !process.isAlive())
                    .until(history::ping);
        }
    }

    /** Where it is. */
    public StoreAddress address(String database) {
        return StoreAddress.influxDb1("http://127.0.0.1:" + port, database);
    }

    /** Ends it as a service manager would (SIGTERM). */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    /** Ends it as a power cut would end a process (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
