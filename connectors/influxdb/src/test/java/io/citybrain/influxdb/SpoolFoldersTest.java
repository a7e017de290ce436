package io.citybrain.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.influxdb.client.DeliverySettings;
import io.citybrain.influxdb.client.LineBatch;
import io.citybrain.influxdb.client.LineDelivery;
import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.influxdb.client.StoreSchema;
import io.citybrain.influxdb.testing.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolFoldersTest {
    @TempDir
    Path folder;

    @Test
    void aJobThatComesBackWithFewerWritersLeavesNoFolderBehind() throws IOException {
        for (int subtask = 0; subtask < 5; subtask++) {
            try (LineDelivery delivery = open(subtask)) {
                delivery.add(new LineBatch("m x=1 1\n".getBytes(StandardCharsets.UTF_8), 1));
            }
        }
        try (LineDelivery first = open(0);
                LineDelivery second = open(1)) {
            SpoolFolders.adoptAbandoned(first, folder, 0, 2);
            SpoolFolders.adoptAbandoned(second, folder, 1, 2);

            assertThat(first.counts().spooledLines()).isEqualTo(3); // folders 0, 2 and 4
            assertThat(second.counts().spooledLines()).isEqualTo(2); // folders 1 and 3
        }
    }

    /** Never started, and with room for one byte in memory: what is added goes to disk. */
    private LineDelivery open(int subtask) throws IOException {
        StoreAddress nowhere = StoreAddress.influxDb1("http://127.0.0.1:" + FreePort.find(), "city");
        String name = SpoolFolders.PREFIX + subtask;
        DeliverySettings settings =
                new DeliverySettings(1, folder.resolve(name), 1_000_000, folder.resolve("dead"), 1_000);
        return LineDelivery.open(name, nowhere, new StoreSchema(List.of(), 0), settings, millis -> {});
    }
}
