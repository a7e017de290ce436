package io.citybrain.influxdb.client;

import io.citybrain.influxdb.testing.InfluxServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
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
}
