package io.citybrain.influxdb.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.influxdb.client.HistoryQuery.Order;
import io.citybrain.influxdb.testing.EmbeddedQuestDb;
import io.citybrain.influxdb.testing.FreePort;
import io.citybrain.influxdb.testing.InfluxServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many rows per second one delivery writes: 1,000 sensors, three fields. Prints; asserts only that all arrive. */
@Tag("long")
final class StoreSpeedTest {
    private static final int ROWS = 500_000;

    @TempDir
    Path folder;

    @Test
    void rowsPerSecondIntoInfluxDb() throws Exception {
        Assumptions.assumeTrue(InfluxServer.isInstalled(), InfluxServer.howToInstall());
        try (InfluxServer server = InfluxServer.start(folder.resolve("influx"))) {
            measure("InfluxDB 1.x", server.address("city"));
        }
    }

    @Test
    void rowsPerSecondIntoQuestDb() throws Exception {
        long startNanos = System.nanoTime();
        try (EmbeddedQuestDb server = EmbeddedQuestDb.start(folder.resolve("quest"), FreePort.find())) {
            System.out.printf("QuestDB started in %d ms%n", (System.nanoTime() - startNanos) / 1_000_000);
            measure("QuestDB", server.address());
        }
    }

    private void measure(String name, StoreAddress address) throws Exception {
        LineBuilder lines = new LineBuilder(address.flavour());
        DeliverySettings settings = DeliverySettings.in(folder.resolve("spool"), folder.resolve("dead"));
        StoreSchema schema = new StoreSchema(List.of(StoreContract.noise("speed")), 0);
        try (LineDelivery delivery = LineDelivery.open("speed", address, schema, settings, millis -> {});
                History history = History.open(address)) {
            delivery.start();
            long startNanos = System.nanoTime();
            for (int i = 0; i < ROWS; i++) {
                lines.measurement("speed")
                        .tag("sensor", "n-" + i % 1000)
                        .field("level", 40 + i % 600 / 10.0)
                        .field("count", (long) i)
                        .field("on", i % 2 == 0)
                        .timestampMillis(StoreContract.T0 + i);
                if (lines.lines() == 5_000) {
                    delivery.add(lines.take());
                }
            }
            long encodedNanos = System.nanoTime() - startNanos;
            assertThat(delivery.awaitConfirmed(Duration.ofMinutes(5))).isTrue();
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            HistoryQuery all = new HistoryQuery("speed", Map.of(), 0, StoreContract.T0 + ROWS, 1, Order.OLDEST_FIRST);
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> history.count(all) == ROWS);
            System.out.printf(
                    "%s: %.0f rows/s confirmed, %.0f rows/s visible; encoding alone %.0f rows/s%n",
                    name, ROWS / seconds, ROWS / ((System.nanoTime() - startNanos) / 1e9), ROWS / (encodedNanos / 1e9));
        }
    }
}
