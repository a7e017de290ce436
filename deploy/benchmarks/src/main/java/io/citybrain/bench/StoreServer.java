package io.citybrain.bench;

import io.citybrain.influxdb.client.History;
import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.influxdb.testing.EmbeddedQuestDb;
import io.citybrain.influxdb.testing.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real time-series store in a process and a folder of its own. */
final class StoreServer implements AutoCloseable {
    private static final Path INFLUXD = Path.of("/usr/bin/influxd");
    private static final Duration START = Duration.ofSeconds(60);

    /** Which stores can be measured. */
    enum Type {
        INFLUXDB,
        QUESTDB;

        /** What is there: a real InfluxDB if it is installed. */
        static Type usual() {
            return Files.isExecutable(INFLUXD) ? INFLUXDB : QUESTDB;
        }
    }

    private final Type type;
    private final int port;
    private final ServerProcess process;

    private StoreServer(Type type, int port, ServerProcess process) {
        this.type = type;
        this.port = port;
        this.process = process;
    }

    static StoreServer start(Type type, Path folder) throws IOException, InterruptedException {
        int port = FreePort.find();
        Files.createDirectories(folder);
        Path output = folder.resolve("output.log");
        ServerProcess process =
                ServerProcess.start(output, type == Type.INFLUXDB ? influxDb(folder, port) : questDb(folder, port));
        StoreServer server = new StoreServer(type, port, process);
        try (History history = History.open(server.address())) {
            process.await(type.toString(), START, history::ping);
        }
        return server;
    }

    private static List<String> influxDb(Path folder, int port) throws IOException {
        if (!Files.isExecutable(INFLUXD)) {
            throw new CannotMeasure(
                    INFLUXD + " is missing: apt-get install influxdb, or measure with --store questdb / 缺少 InfluxDB");
        }
        String config = Shipped.read("influxdb.conf");
        config = Shipped.replace(config, "127.0.0.1:8086", "127.0.0.1:" + port);
        config = Shipped.replace(config, "[http]\n", "[http]\n  log-enabled = false\n");
        config = Shipped.replace(
                config,
                "[data]\n",
                "reporting-enabled = false\nbind-address = \"127.0.0.1:%d\"\n[meta]\n  dir = \"%s/meta\"\n[data]\n  dir = \"%s/data\"\n  wal-dir = \"%s/wal\"\n  query-log-enabled = false\n"
                        .formatted(FreePort.find(), folder, folder, folder));
        Files.writeString(folder.resolve("influxdb.conf"), config);
        return List.of(
                INFLUXD.toString(), "-config", folder.resolve("influxdb.conf").toString());
    }

    private static List<String> questDb(Path folder, int port) {
        return ServerProcess.java(
                List.of("-Xmx1g", "-Djava.io.tmpdir=" + folder),
                StoreServer.class,
                List.of(folder.resolve("data").toString(), String.valueOf(port)));
    }

    /** The process of QuestDB: folder and port. Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        EmbeddedQuestDb.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        Thread.currentThread().join();
    }

    int port() {
        return port;
    }

    StoreAddress address() {
        String url = "http://127.0.0.1:" + port;
        return type == Type.INFLUXDB ? StoreAddress.influxDb1(url, "citybrain") : StoreAddress.questDb(url);
    }

    /** The word for {@code --store-flavour}. */
    String flavour() {
        return type == Type.INFLUXDB ? "influxdb-1" : "questdb";
    }

    Process process() {
        return process.process();
    }

    @Override
    public void close() {
        process.close();
    }
}
