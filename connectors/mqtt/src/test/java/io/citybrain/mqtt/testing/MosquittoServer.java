package io.citybrain.mqtt.testing;

import io.citybrain.mqtt.client.MqttConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real Mosquitto on a free port of 127.0.0.1 with its own folder. The same port and folder survive a restart. */
public final class MosquittoServer implements AutoCloseable {
    /** Keeps everything that a session misses; large enough for the tests. */
    public static final List<String> SETTINGS = List.of(
            "persistence true",
            "max_inflight_messages 10000",
            "max_queued_messages 1000000",
            "max_inflight_bytes 0",
            "max_queued_bytes 0");

    private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

    private final Path folder;
    private final int port;
    private final String scheme;
    private final Path config;
    private Process process;

    private MosquittoServer(Path folder, int port, String scheme, Path config) {
        this.folder = folder;
        this.port = port;
        this.scheme = scheme;
        this.config = config;
    }

    /** Starts with {@link #SETTINGS}; skips the test if Mosquitto is not installed. */
    public static MosquittoServer start(Path folder) throws IOException {
        return start(folder, List.of("allow_anonymous true"), SETTINGS, "tcp");
    }

    /**
     * Starts with a configuration of your own.
     *
     * @param listener lines that belong to the listener
     * @param settings lines that belong to the broker
     * @param scheme of {@link #connection()}, tcp or ssl
     */
    public static MosquittoServer start(Path folder, List<String> listener, List<String> settings, String scheme)
            throws IOException {
        MosquittoServer server = prepare(folder, listener, settings, scheme);
        server.startAgain();
        return server;
    }

    /** Chooses the port and writes the configuration without starting anything. */
    public static MosquittoServer prepare(Path folder, List<String> listener, List<String> settings, String scheme)
            throws IOException {
        requireInstalled();
        int port = FreePort.find();
        Path config = folder.resolve("mosquitto.conf");
        Files.createDirectories(folder);
        StringBuilder text = new StringBuilder();
        text.append("persistence_location ").append(folder).append("/\n");
        // Started by root, Mosquitto would change to a user that may not write into the folder.
        text.append("user ").append(System.getProperty("user.name")).append('\n');
        text.append("log_dest file ").append(folder.resolve("mosquitto.log")).append('\n');
        settings.forEach(line -> text.append(line).append('\n'));
        text.append("listener ").append(port).append(" 127.0.0.1\n");
        listener.forEach(line -> text.append(line).append('\n'));
        Files.writeString(config, text);
        return new MosquittoServer(folder, port, scheme, config);
    }

    public static void requireInstalled() {
        Assumptions.assumeTrue(
                Files.isExecutable(PROGRAM),
                "skipped: Mosquitto is missing, install it with apt-get install mosquitto");
    }

    public MqttConnection connection() {
        return MqttConnection.of(scheme + "://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    /** The broker's own log, to look at when a test fails. */
    public Path log() {
        return folder.resolve("mosquitto.log");
    }

    public void startAgain() throws IOException {
        process = new ProcessBuilder(PROGRAM.toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("console.log").toFile())
                .start();
        awaitOpen();
    }

    /** SIGTERM: it writes its store before it ends. */
    public void stop() {
        end(false);
    }

    /** SIGKILL: what it has not written is gone. */
    public void kill() {
        end(true);
    }

    @Override
    public void close() {
        stop();
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
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("Mosquitto did not end within 20 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process = null;
        }
    }

    private void awaitOpen() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException(
                            "Mosquitto did not start: " + Files.readString(folder.resolve("console.log")), e);
                }
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }
}
