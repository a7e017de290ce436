package io.citybrain.bench;

import io.citybrain.influxdb.testing.FreePort;
import io.citybrain.mqtt.client.MqttConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real Mosquitto with the settings of {@code deploy/mosquitto.conf}, on a free port and in a folder of its own. */
final class Mosquitto implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");
    private static final Duration START = Duration.ofSeconds(20);

    private final Path folder;
    private final int port = FreePort.find();
    private ServerProcess process;

    private Mosquitto(Path folder) {
        this.folder = folder;
    }

    static void requireInstalled() {
        if (!Files.isExecutable(PROGRAM)) {
            throw new CannotMeasure(PROGRAM + " is missing: apt-get install mosquitto / 缺少 Mosquitto，请先安装");
        }
    }

    static Mosquitto start(Path folder) throws IOException, InterruptedException {
        requireInstalled();
        Mosquitto broker = new Mosquitto(Files.createDirectories(folder));
        String config = Shipped.read("mosquitto.conf");
        config = Shipped.replace(config, "listener 1883 ", "listener " + broker.port + " ");
        config = Shipped.replace(
                config,
                "persistence_location /var/lib/mosquitto/",
                "persistence_location " + folder + "/\nlog_dest file " + folder
                        + "/mosquitto.log\n"
                        // Started by root it would change to a user that may not write here.
                        + "user " + System.getProperty("user.name"));
        Files.writeString(folder.resolve("mosquitto.conf"), config);
        broker.startAgain();
        return broker;
    }

    void startAgain() throws InterruptedException {
        process = ServerProcess.start(
                        folder.resolve("console.log"),
                        List.of(
                                PROGRAM.toString(),
                                "-c",
                                folder.resolve("mosquitto.conf").toString()))
                .awaitPort("Mosquitto", port, START);
    }

    /** SIGTERM: it writes what it holds before it ends. */
    void stop() throws InterruptedException {
        process.terminate();
    }

    int port() {
        return port;
    }

    MqttConnection connection() {
        return MqttConnection.of("tcp://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.close();
    }
}
