package io.citybrain.influxdb.client;

import io.citybrain.influxdb.testing.EmbeddedQuestDb;
import io.citybrain.influxdb.testing.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract against QuestDB in this JVM. */
final class QuestDbStoreTest extends StoreContract {
    @TempDir
    static Path data;

    private static EmbeddedQuestDb server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedQuestDb.start(data, FreePort.find());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    StoreAddress address() {
        return server.address();
    }
}
