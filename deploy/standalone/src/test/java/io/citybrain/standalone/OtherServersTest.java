package io.citybrain.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.citybrain.influxdb.testing.InfluxServer;
import io.citybrain.mqtt.testing.MosquittoServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A city whose broker and store are not ours: real Mosquitto, real InfluxDB 1.x. */
class OtherServersTest {
    @TempDir
    private Path folder;

    @Test
    void theSameCityRunsOnMosquittoAndInfluxDb() throws Exception {
        assumeTrue(InfluxServer.isInstalled(), "skipped: " + InfluxServer.howToInstall());
        try (MosquittoServer mosquitto = MosquittoServer.start(folder.resolve("mosquitto"));
                InfluxServer influx = InfluxServer.start(folder.resolve("influx"));
                CityProcess city = CityProcess.start(
                        folder.resolve("city"),
                        "--duration=20s",
                        "--seed=10",
                        "--mqtt=tcp://127.0.0.1:" + mosquitto.port(),
                        "--store=" + influx.address("any").url(),
                        "--store-flavour=influxdb-1")) {
            assertThat(city.awaitEnd(Duration.ofMinutes(4))).as(city::output).isZero();
            JsonNode summary = city.summary();
            assertThat(summary.path("faultsInjected").asInt()).isPositive();
            assertThat(summary.path("faultsAlerted")).isEqualTo(summary.path("faultsInjected"));
            assertThat(summary.path("falseAlerts").asInt(-1)).isZero();
            assertThat(summary.path("received")).isEqualTo(summary.path("sent"));
        }
    }
}
