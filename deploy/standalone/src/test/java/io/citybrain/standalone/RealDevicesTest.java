package io.citybrain.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that knows nothing of City Brain but its topics: Mosquitto's command-line clients. */
class RealDevicesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ALERT = "city/v1/alerts/water-level/gauge-1/water-above-warning";
    private static final String ENTRY = "{\"kind\":\"water-level\",\"place\":{\"longitude\":120.1,\"latitude\":30.2},"
            + "\"limits\":{\"water-above-warning\":{\"raise\":5}}}";

    @TempDir
    private Path folder;

    @BeforeEach
    void requireMosquitto() {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/mosquitto_pub")),
                "skipped: mosquitto_pub is missing, install it with apt-get install mosquitto-clients");
    }

    @Test
    void aGaugeAboveItsWarningLevelIsAlertedAndClearedAndAWrongPayloadIsRefusedWithTheReason() throws Exception {
        try (CityProcess city = CityProcess.start(folder, "--no-sim").awaitReady()) {
            Clients clients = new Clients(city.brokerPort(), folder.resolve("heard.txt"));
            Process listener = clients.listen();
            try {
                clients.awaitHeard("city/v1/health/standalone");
                clients.publish("-r", "city/v1/registry/gauge-1", ENTRY);
                clients.publish("-q", "city/v1/telemetry/water-level/gauge-1", reading("5.2"));
                clients.awaitHeard(ALERT);
                assertThat(clients.findRetained(ALERT))
                        .contains("\"state\":\"active\"", "\"value\":5.2", "\"threshold\":5", "\"sensor\":\"gauge-1\"");

                clients.publish("-q", "city/v1/telemetry/water-level/gauge-1", reading("\"high\""));
                assertThat(clients.awaitHeard("city/v1/refused")).contains("levelMetres", "gauge-1");

                clients.publish("-q", "city/v1/telemetry/water-level/gauge-1", reading("4.0"));
                Awaitility.await("the alert is cleared")
                        .atMost(PATIENCE)
                        .until(() -> clients.heard().stream()
                                .anyMatch(m -> m.startsWith(ALERT) && m.contains("\"state\":\"cleared\"")));
                Awaitility.await("nothing is retained any more")
                        .atMost(PATIENCE)
                        .until(() -> clients.findRetained(ALERT).isEmpty());
            } finally {
                listener.destroyForcibly().waitFor();
            }
            city.stop();
            assertThat(city.awaitEnd(PATIENCE)).as(city::output).isZero();
        }
    }

    private static String reading(String level) {
        return "{\"observedAt\":\"" + Instant.ofEpochMilli(System.currentTimeMillis()) + "\",\"levelMetres\":" + level
                + "}";
    }

    /** mosquitto_pub and mosquitto_sub against one broker. */
    private record Clients(int port, Path file) {
        /** Writes all that is published from now on to the file, a line each: topic, payload. */
        Process listen() throws IOException {
            return run("mosquitto_sub", List.of("-t", "city/v1/#", "-q", "1", "-F", "%t %p"), file);
        }

        private Process run(String program, List<String> options, Path output) throws IOException {
            List<String> command = new ArrayList<>(List.of(program, "-h", "127.0.0.1", "-p", String.valueOf(port)));
            command.addAll(options);
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        }

        /** @param how -r = retained, -q = not; both with quality of service 1 */
        void publish(String how, String topic, String payload) throws Exception {
            List<String> options = new ArrayList<>(List.of("-q", "1", "-t", topic, "-m", payload));
            if (how.equals("-r")) {
                options.add("-r");
            }
            Path output = Files.createTempFile(file.getParent(), "pub", ".txt");
            Process process = run("mosquitto_pub", options, output);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        }

        List<String> heard() throws IOException {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        }

        /** The first message of that topic. */
        String awaitHeard(String topic) {
            return Awaitility.await("a message of " + topic)
                    .atMost(PATIENCE)
                    .until(
                            () -> heard().stream()
                                    .filter(m -> m.startsWith(topic + " "))
                                    .findFirst()
                                    .orElse(""),
                            m -> !m.isEmpty());
        }

        /** What a late subscriber gets of a topic; empty if nothing within a second. */
        String findRetained(String topic) throws Exception {
            Path output = Files.createTempFile(file.getParent(), "sub", ".txt");
            Process process =
                    run("mosquitto_sub", List.of("-t", topic, "-q", "1", "-C", "1", "-W", "1", "-F", "%p"), output);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return process.exitValue() == 0 ? Files.readString(output) : "";
        }
    }
}
