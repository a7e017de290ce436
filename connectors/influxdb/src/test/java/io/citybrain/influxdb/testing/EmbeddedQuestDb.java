package io.citybrain.influxdb.testing;

import io.citybrain.influxdb.client.StoreAddress;
import io.questdb.ServerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * QuestDB in this JVM: HTTP on 127.0.0.1 alone, no other listener, no telemetry, few threads. Needs no JVM flags on
 * Java 17. Can be stopped and started again on the same port and data.
 *
 * <p>Tables are never made by a write: a table made that way has no key, and a point written twice would be two rows.
 */
public final class EmbeddedQuestDb implements AutoCloseable {
    private final Path directory;
    private final int port;
    private ServerMain server;

    private EmbeddedQuestDb(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** Starts a server whose data is in a folder. */
    public static EmbeddedQuestDb start(Path directory, int port) throws IOException {
        EmbeddedQuestDb questDb = new EmbeddedQuestDb(directory, port);
        Path settings = directory.resolve("conf").resolve("server.conf");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, settings(port));
        // Without this file QuestDB logs every query to standard output.
        Files.writeString(directory.resolve("conf").resolve("log.conf"), """
                writers=file
                w.file.class=io.questdb.log.LogFileWriter
                w.file.location=%s
                w.file.level=ERROR,CRITICAL
                """.formatted(
                        directory.resolve("questdb.log").toAbsolutePath()));
        questDb.start();
        return questDb;
    }

    private static String settings(int port) {
        return """
                http.bind.to=127.0.0.1:%d
                http.min.enabled=false
                pg.enabled=false
                line.tcp.enabled=false
                line.udp.enabled=false
                telemetry.enabled=false
                telemetry.disable.completely=true
                metrics.enabled=false
                config.reload.enabled=false
                line.auto.create.new.tables=false
                shared.network.worker.count=1
                shared.query.worker.count=1
                shared.write.worker.count=1
                wal.apply.worker.count=1
                mat.view.refresh.worker.count=0
                cairo.mat.view.enabled=false
                view.compiler.worker.count=0
                export.worker.count=0
                cairo.writer.data.append.page.size=1m
                cairo.o3.column.memory.size=256k
                """.formatted(port);
    }

    /** Ends it; it may be started again. */
    public void stop() {
        server.close();
    }

    /** Starts it again after {@link #stop}, with its data. */
    public void start() {
        server = new ServerMain("-d", directory.toAbsolutePath().toString());
        server.start();
    }

    /** Where it is. */
    public StoreAddress address() {
        return StoreAddress.questDb("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        stop();
    }
}
