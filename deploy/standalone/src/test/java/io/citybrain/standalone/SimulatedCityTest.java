package io.citybrain.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.citybrain.influxdb.client.History;
import io.citybrain.influxdb.client.HistoryQuery;
import io.citybrain.influxdb.client.HistoryQuery.Order;
import io.citybrain.influxdb.client.Row;
import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.jobs.sensing.StoreLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process, its real broker, Flink, store and simulated street. */
class SimulatedCityTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String[] RUN = {"--duration", "30s", "--seed", "9"};

    @TempDir
    private Path folder;

    private static void requireGood(JsonNode summary) {
        assertThat(summary.path("faultsInjected").asInt())
                .as(summary.toPrettyString())
                .isGreaterThan(5);
        assertThat(summary.path("faultsAlerted")).isEqualTo(summary.path("faultsInjected"));
        assertThat(summary.path("falseAlerts").asInt(-1)).isZero();
        assertThat(summary.path("missed")).isEmpty();
    }

    @Test
    void everyInjectedFaultIsAlertedInTimeAndNothingElse() throws Exception {
        try (CityProcess city = CityProcess.start(folder, RUN)) {
            assertThat(city.awaitEnd(PATIENCE)).as(city::output).isZero();
            JsonNode summary = city.summary();
            requireGood(summary);
            assertThat(summary.path("received").asLong())
                    .isEqualTo(summary.path("sent").asLong())
                    .isPositive();
            assertThat(summary.path("refused").asLong())
                    .isEqualTo(summary.path("malformedSent").asLong())
                    .isPositive();
            assertThat(summary.path("unguaranteed").asLong(-1)).isZero();
            assertThat(summary.path("readySeconds").asDouble()).isPositive();
            assertThat(summary.path("alertsByRule")).isNotEmpty();
        }
    }

    @Test
    void aKilledCityForgetsNoAlertAndRaisesNoneTwice() throws Exception {
        Path data = folder.resolve("data");
        String[] run = {"--duration", "30s", "--seed", "9", "--data", data.toString()};
        Set<String> openBefore;
        try (CityProcess city = CityProcess.start(folder, run).awaitReady();
                RetainedAlerts screen = new RetainedAlerts(city.broker())) {
            Awaitility.await("four alerts are open")
                    .atMost(PATIENCE)
                    .until(() -> screen.open().size() >= 4);
            requireRefusedMeanwhile(run);
            city.kill();
            openBefore = screen.open();
        }
        assertThat(openBefore).isNotEmpty();
        try (CityProcess city = CityProcess.start(folder, run).awaitReady();
                RetainedAlerts screen = new RetainedAlerts(city.broker())) {
            assertThat(city.output()).contains("goes on where it was");
            assertThat(city.awaitEnd(PATIENCE)).as(city::output).isZero();
            requireGood(city.summary());
            requireKept(openBefore, screen.retainedAtFirst(), city.summary().path("alerts"));
        }
        requireEachAlertOnce(data.resolve("store"));
    }

    private void requireRefusedMeanwhile(String... run) throws Exception {
        try (CityProcess second = CityProcess.start(folder.resolve("second"), run)) {
            assertThat(second.awaitEnd(PATIENCE)).isEqualTo(3);
            assertThat(second.output()).contains("Another City Brain is running on", "stop it", "--data");
        }
    }

    /** What was open is open again at once, or a reading has cleared it; one episode has one id. */
    private static void requireKept(Set<String> openBefore, Set<String> openAfter, JsonNode alerts) {
        Set<String> cleared = new HashSet<>();
        Set<String> ids = new HashSet<>();
        Set<String> episodes = new HashSet<>();
        for (JsonNode alert : alerts) {
            String id = alert.path("alertId").asText();
            assertThat(ids.add(id)).as("the id of %s is its own", alert).isTrue();
            assertThat(episodes.add(alert.path("sensor") + "/" + alert.path("rule") + "/" + alert.path("raisedAt")))
                    .as("%s is there once", alert)
                    .isTrue();
            if (!alert.path("clearedAt").isNull()) {
                cleared.add(id);
            }
        }
        assertThat(ids).containsAll(openBefore);
        assertThat(openBefore).allMatch(id -> openAfter.contains(id) || cleared.contains(id));
        assertThat(openAfter).as("nothing was retained after the restart").isNotEmpty();
    }

    /** A fault makes one alert: one row of its sensor and rule, whatever was written again after the kill. */
    private static void requireEachAlertOnce(Path store) throws IOException {
        int port = FreePort.of(0, "the test", "none");
        try (EmbeddedStore again = EmbeddedStore.start(port, store);
                History history = History.open(StoreAddress.questDb("http://127.0.0.1:" + port))) {
            List<Row> rows = history.read(new HistoryQuery(
                    StoreLines.ALERT,
                    Map.of(),
                    0,
                    StoredAlerts.LATEST_MILLIS,
                    HistoryQuery.MAX_ROWS,
                    Order.OLDEST_FIRST));
            assertThat(again).isNotNull();
            assertThat(rows).isNotEmpty();
            assertThat(rows.stream().map(row -> row.text("alertId").orElseThrow()))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aStoppedCityTellsWhatCameOfItAndTakesItsTemporaryFolderAway() throws Exception {
        try (CityProcess city = CityProcess.start(folder, "--seed", "9").awaitReady();
                RetainedAlerts screen = new RetainedAlerts(city.broker())) {
            Awaitility.await("an alert is open")
                    .atMost(PATIENCE)
                    .until(() -> !screen.open().isEmpty());
            city.stop();
            assertThat(city.awaitEnd(PATIENCE)).as(city::output).isZero();
            assertThat(StreamSupport.stream(city.summary().path("alerts").spliterator(), false))
                    .isNotEmpty();
            assertThat(city.stateFolder()).doesNotExist();
        }
    }
}
