package io.citybrain.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Public recordings; skipped where they are not: -Dcitybrain.data=DIR says where. */
class RecordedDataTest {
    private static final Path NEIGHBOUR = Path.of("..", "..", "..", "shared", "data");

    @TempDir
    private Path folder;

    private static Path recording(String name) {
        String told = System.getProperty("citybrain.data", "");
        Path recording = (told.isBlank() ? NEIGHBOUR : Path.of(told)).resolve(name);
        assumeTrue(Files.isDirectory(recording), "skipped: no recording in " + recording + "; -Dcitybrain.data=DIR");
        return recording;
    }

    private JsonNode replay(String name, String... options) throws Exception {
        List<String> all =
                new java.util.ArrayList<>(List.of("--replay", recording(name).toString()));
        all.addAll(List.of(options));
        try (CityProcess city = CityProcess.start(folder, all.toArray(String[]::new))) {
            assertThat(city.awaitEnd(Duration.ofMinutes(4))).as(city::output).isZero();
            JsonNode summary = city.summary();
            assertThat(summary.path("received")).isEqualTo(summary.path("sent"));
            return summary;
        }
    }

    @Test
    void everyRecordedDeviceFrameIsDecodedAndStoredAsExpected() throws Exception {
        JsonNode summary = replay("lorawan");
        assertThat(summary.path("frames").asInt()).isEqualTo(17);
        assertThat(summary.path("matched").asInt()).isEqualTo(17);
        assertThat(summary.path("mismatches").asInt(-1))
                .as(summary.toPrettyString())
                .isZero();
    }

    /** Boxing Day flood of 2015: the Ouse at Skelton was above 6.19 m for two days. */
    @Test
    void theFloodOfYorkGivesOneAlertAndTheSameOneAtAnySpeed() throws Exception {
        JsonNode alerts = replay("water/ouse-york-2015", "--speed", "max").path("alerts");
        assertThat(alerts).as(alerts.toPrettyString()).hasSize(1);
        JsonNode alert = alerts.get(0);
        assertThat(alert.path("sensor").asText()).isEqualTo("skelton");
        assertThat(alert.path("rule").asText()).isEqualTo("water-above-warning");
        assertThat(alert.path("raisedAt").asText()).isEqualTo("2015-12-27T00:45:00Z");
        assertThat(alert.path("clearedAt").asText()).isEqualTo("2015-12-29T08:00:00Z");
        assertThat(replay("water/ouse-york-2015", "--speed", "500000").path("alerts"))
                .isEqualTo(alerts);
    }
}
