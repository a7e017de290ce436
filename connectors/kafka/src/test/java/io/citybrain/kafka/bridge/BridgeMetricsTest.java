package io.citybrain.kafka.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The names in deploy/metrics.md are promises. */
class BridgeMetricsTest {
    private static final Path DOCUMENT = Path.of("..", "..", "deploy", "metrics.md");

    @Test
    void theDocumentNamesEachMetricAsTheCodeDoes() throws IOException {
        List<String> rows = BridgeMetrics.families().stream()
                .map(family -> "| `%s` | | %s |".formatted(family.name(), family.help()))
                .toList();
        assertThat(Files.readAllLines(DOCUMENT).stream().filter(line -> line.startsWith("| `citybrain_bridge_")))
                .containsExactlyElementsOf(rows);
    }

    @Test
    void aTakenPortIsNamedWithTheOptionThatHelps() throws IOException {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> BridgeMetrics.open(holder.getLocalPort(), new BridgeCounters()))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining(Integer.toString(holder.getLocalPort()))
                    .hasMessageContaining("--metrics-port");
        }
    }
}
