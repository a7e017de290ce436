package io.citybrain.standalone;

import io.questdb.ServerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** QuestDB on the loopback interface: HTTP only, two workers, no telemetry. */
final class EmbeddedStore implements AutoCloseable {
    private final ServerMain server;

    private EmbeddedStore(ServerMain server) {
        this.server = server;
    }

    static EmbeddedStore start(int port, Path folder) throws IOException {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(conf.resolve("server.conf"), """
                http.bind.to=127.0.0.1:%d
                http.min.enabled=false
                pg.enabled=false
                line.tcp.enabled=false
                line.udp.enabled=false
                telemetry.enabled=false
                metrics.enabled=false
                shared.worker.count=2
                cairo.writer.data.append.page.size=1M
                cairo.o3.column.memory.size=256K
                line.auto.create.new.tables=false
                """.formatted(port));
        Files.writeString(conf.resolve("log.conf"), """
                writers=file
                w.file.class=io.questdb.log.LogFileWriter
                w.file.location=%s
                w.file.level=ERROR
                """.formatted(folder.resolve("questdb.log")));
        ServerMain server = new ServerMain("-d", folder.toString());
        server.start();
        return new EmbeddedStore(server);
    }

    @Override
    public void close() {
        server.close();
    }
}
