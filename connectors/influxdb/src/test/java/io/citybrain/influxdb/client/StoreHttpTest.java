package io.citybrain.influxdb.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.citybrain.influxdb.client.HistoryQuery.Order;
import io.citybrain.influxdb.client.StoreAddress.Flavour;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes over the wire, seen by a server that answers what the test says. */
final class StoreHttpTest {
    private static final byte[] LINE = "m x=1 1\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int status = 204;
    private String body = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String login = exchange.getRequestHeaders().getFirst("Authorization");
        requests.add((exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + login + " " + sent).strip());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private StoreAddress influx2() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "s3cret\n");
        return StoreAddress.influxDb2(url(), "town", "city", token.toString());
    }

    private static WriteOutcome write(StoreAddress address) throws IOException {
        try (StoreWriter writer = StoreWriter.open(address)) {
            return writer.write(LINE, 0, LINE.length);
        }
    }

    @Test
    void influxDb1IsWrittenAtItsOldPath() throws IOException {
        assertThat(write(StoreAddress.influxDb1(url(), "city")).isWritten()).isTrue();
        assertThat(requests).containsExactly("POST /write?db=city&precision=u null m x=1 1");
    }

    @Test
    void influxDb1MayWantAPassword() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "pw\n");
        write(new StoreAddress(url(), Flavour.INFLUXDB_1, "city", "", "me", password.toString(), ""));

        assertThat(requests).containsExactly("POST /write?db=city&precision=u Basic bWU6cHc= m x=1 1");
    }

    @Test
    void influxDb2IsWrittenWithItsToken() throws IOException {
        assertThat(write(influx2()).isWritten()).isTrue();
        assertThat(requests)
                .containsExactly("POST /api/v2/write?org=town&bucket=city&precision=us Token s3cret m x=1 1");
    }

    @Test
    void questDbIsWrittenAtTheOldPath() throws IOException {
        assertThat(write(StoreAddress.questDb(url())).isWritten()).isTrue();
        assertThat(requests)
                .hasSize(1)
                .first()
                .asString()
                .startsWith("POST /write?")
                .endsWith("m x=1 1");
    }

    @Test
    void aPartialWriteOfInfluxDb1IsPoisonWithItsReason() throws IOException {
        status = 400;
        body = "{\"error\":\"partial write: field type conflict: input field \\\"x\\\" dropped=1\"}";

        assertThat(write(StoreAddress.influxDb1(url(), "city")))
                .isEqualTo(new WriteOutcome(
                        WriteFailure.POISON,
                        "HTTP 400: partial write: field type conflict: input field \"x\" dropped=1"));
    }

    @Test
    void anAnswerThatIsNoJsonIsStillClassified() throws IOException {
        status = 503;
        body = "<html>Service Unavailable</html>";

        assertThat(write(StoreAddress.influxDb1(url(), "city")).failure()).isEqualTo(WriteFailure.RETRY);
    }

    @Test
    void aServerThatIsNotThereIsTriedAgain() throws IOException {
        StoreAddress address = StoreAddress.influxDb1(url(), "city");
        server.stop(0);

        WriteOutcome outcome = write(address);
        assertThat(outcome.failure()).isEqualTo(WriteFailure.RETRY);
        assertThat(outcome.reason()).contains(address.url());
    }

    @Test
    void aBucketThatIsMissingIsToldBeforeTheFirstWrite() throws IOException {
        status = 404;
        body = "{\"code\":\"not found\",\"message\":\"bucket \\\"city\\\" not found\"}";
        StoreAddress address = influx2();

        assertThatThrownBy(() -> StoreSetup.prepare(address, List.of()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("influx bucket create");
        assertThat(requests).containsExactly("GET /api/v2/buckets?name=city&org=town Token s3cret");
    }

    @Test
    void anOldServerWithoutTheBucketPathIsNotAnError() throws IOException {
        status = 404;
        body = "404 page not found";
        StoreSetup.prepare(influx2(), List.of());

        assertThat(requests).hasSize(1);
    }

    @Test
    void influxDb2IsReadWithInfluxQlAndItsToken() throws IOException {
        status = 200;
        body = "{\"results\":[{\"series\":[{\"columns\":[\"time\",\"x\",\"on\",\"none\"],"
                + "\"values\":[[1000,2.5,true,null]]}]}]}";
        try (History history = History.open(influx2())) {
            List<Row> rows = history.read(new HistoryQuery("m", Map.of("a", "b"), 0, 5000, 10, Order.NEWEST_FIRST));

            assertThat(rows).containsExactly(new Row(1000, Map.of("x", 2.5, "on", true)));
        }
        assertThat(requests)
                .hasSize(1)
                .first()
                .asString()
                .contains("Token s3cret")
                .contains("/query?db=city&epoch=ms");
    }

    @Test
    void anErrorInsideASuccessfulAnswerIsAnError() throws IOException {
        status = 200;
        body = "{\"results\":[{\"error\":\"database not found: city\"}]}";
        try (History history = History.open(StoreAddress.influxDb1(url(), "city"))) {
            assertThatThrownBy(() -> history.read(new HistoryQuery("m", Map.of(), 0, 5000, 10, Order.NEWEST_FIRST)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("database not found: city");
        }
    }

    @Test
    void aProxyPageInsteadOfJsonIsAnErrorThatSaysSo() {
        status = 200;
        body = "<html>login</html>";
        assertThatThrownBy(() -> StoreSetup.prepare(StoreAddress.influxDb1(url(), "city"), List.of()))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> StoreSetup.prepare(StoreAddress.questDb(url()), List.of(StoreContract.noise("m"))))
                .isInstanceOf(IOException.class);
    }
}
