package io.citybrain.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.influxdb.client.DeliverySettings;
import io.citybrain.influxdb.client.LineBatch;
import io.citybrain.influxdb.client.LineDelivery;
import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.influxdb.client.StoreSchema;
import io.citybrain.influxdb.testing.FreePort;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InfluxWriterMetricsTest {
    @TempDir
    Path folder;

    /** Keeps what is registered. */
    private static final class Registered extends UnregisteredMetricsGroup {
        final Map<String, Object> metrics = new TreeMap<>();

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            metrics.put(name, gauge);
            return gauge;
        }

        @Override
        public <H extends Histogram> H histogram(String name, H histogram) {
            metrics.put(name, histogram);
            return histogram;
        }

        @Override
        public Counter counter(String name) {
            Counter counter = super.counter(name);
            metrics.put(name, counter);
            return counter;
        }

        Object value(String gauge) {
            return ((Gauge<?>) metrics.get(gauge)).getValue();
        }
    }

    @Test
    void aDashboardFindsTheseNames() throws Exception {
        Registered group = new Registered();
        InfluxWriterMetrics metrics = new InfluxWriterMetrics(group);
        StoreAddress nowhere = StoreAddress.influxDb1("http://127.0.0.1:" + FreePort.find(), "city");
        DeliverySettings settings = DeliverySettings.in(folder.resolve("spool"), folder.resolve("dead"));
        try (LineDelivery delivery =
                LineDelivery.open("w", nowhere, new StoreSchema(List.of(), 0), settings, metrics::written)) {
            metrics.watch(delivery);
            delivery.add(new LineBatch("m x=1 1\n".getBytes(StandardCharsets.UTF_8), 1));

            assertThat(group.metrics)
                    .containsOnlyKeys(
                            "pendingLines",
                            "pendingBytes",
                            "written",
                            "retried",
                            "deadLettered",
                            "refusedValues",
                            "spooledLines",
                            "spooledBytes",
                            "lost",
                            "damagedFiles",
                            "storeDown",
                            "storeDownSinceMillis",
                            "writeMillis");
            assertThat(group.value("pendingLines")).isEqualTo(1L);
            assertThat(group.value("pendingBytes")).isEqualTo(8L);
            assertThat(group.value("storeDown")).isEqualTo(0L);
            delivery.start();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(group.value("storeDown")).isEqualTo(1L));
        }
    }
}
