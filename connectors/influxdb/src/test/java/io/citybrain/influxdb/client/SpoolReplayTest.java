package io.citybrain.influxdb.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolReplayTest {
    @TempDir
    Path folder;

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/write", exchange -> {
            written.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theFoldersOfAllWritersAreWrittenAndLeftEmpty() throws Exception {
        leave("writer-0", "a x=1 1\n");
        leave("writer-1", "b x=1 1\n");

        assertThat(run("--spool", folder.toString(), "--flavour", "QUESTDB", "--url", url()))
                .isZero();
        assertThat(written).containsExactly("a x=1 1\n", "b x=1 1\n");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("writer-1: 1 lines written, 0 still there, 0 refused");
        assertThat(run("--spool", folder.toString(), "--flavour", "QUESTDB", "--url", url()))
                .isZero();
        assertThat(written).hasSize(2);
    }

    @Test
    void whatCanNotBeWrittenStaysAndTheExitCodeSaysSo() throws Exception {
        leave("writer-0", "a x=1 1\n");
        server.stop(0);

        assertThat(run("--spool", folder.toString(), "--flavour", "QUESTDB", "--url", url(), "--timeout-seconds", "0"))
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("0 lines written, 1 still there");
    }

    @Test
    void wrongArgumentsAreToldWithTheRightOnes() throws Exception {
        assertThat(run("--spool")).isEqualTo(2);
        assertThat(run("--flavour", "QUESTDB", "--url", "http://h:1")).isEqualTo(2);
        assertThat(run("--spool", folder.toString(), "--flavour", "ORACLE", "--url", "http://h:1"))
                .isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--spool is missing")
                .contains("ORACLE");
    }

    private void leave(String writer, String line) throws IOException {
        try (Spool spool = Spool.open(folder.resolve(writer), 1_000_000)) {
            spool.append(new LineBatch(line.getBytes(StandardCharsets.UTF_8), 1));
        }
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private int run(String... args) throws InterruptedException {
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        return SpoolReplay.run(args, print, print);
    }
}
