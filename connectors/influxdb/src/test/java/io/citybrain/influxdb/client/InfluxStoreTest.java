package io.citybrain.influxdb.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.influxdb.testing.InfluxServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract against a real InfluxDB 1.x. */
final class InfluxStoreTest extends StoreContract {
    @TempDir
    static Path data;

    private static InfluxServer server;

    @BeforeAll
    static void start() throws IOException {
        Assumptions.assumeTrue(InfluxServer.isInstalled(), InfluxServer.howToInstall());
        server = InfluxServer.start(data);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    StoreAddress address() {
        return server.address("city \"quoted\"");
    }

    @Test
    void aDatabaseThatIsDroppedWhileWeWriteIsMadeAgain() throws Exception {
        StoreAddress address = server.address("dropped");
        LineBatch line = batch("m,sensor=a level=1.0 " + T0 + "000\n", 1);
        StoreSchema schema = new StoreSchema(List.of(), 0);
        DeliverySettings settings = DeliverySettings.in(folder.resolve("spool"), folder.resolve("dead"));
        try (LineDelivery delivery = LineDelivery.open("t", address, schema, settings, millis -> {});
                StoreHttp http = new StoreHttp(address)) {
            delivery.start();
            delivery.add(line);
            assertThat(delivery.awaitConfirmed(Duration.ofSeconds(10))).isTrue();
            new InfluxQl(http).change("DROP DATABASE \"dropped\"");
            delivery.add(line);

            assertThat(delivery.awaitConfirmed(Duration.ofSeconds(10))).isTrue();
            assertThat(delivery.counts().deadLetteredLines()).isZero();
            assertThat(delivery.counts().writtenLines()).isEqualTo(2);
        }
    }

    @Test
    void pointsOlderThanTheStoreKeepsAreDeadLettersInOneRequest() throws Exception {
        StoreAddress address = server.address("short");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            text.append("m,sensor=a level=1.0 ").append(T0 + i).append("000\n");
        }
        AtomicInteger requests = new AtomicInteger();
        StoreSetup.prepare(address, new StoreSchema(List.of(), 1));
        try (StoreWriter writer = StoreWriter.open(address)) {
            BatchWriter counting = new BatchWriter((bytes, offset, length) -> {
                requests.incrementAndGet();
                return writer.write(bytes, offset, length);
            });

            assertThat(counting.write(batch(text.toString(), 1000)).refused()).hasSize(1000);
            assertThat(requests.get()).isEqualTo(1);
        }
    }
}
