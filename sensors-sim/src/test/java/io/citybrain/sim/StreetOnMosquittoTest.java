package io.citybrain.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citybrain.mqtt.testing.MosquittoServer;
import io.citybrain.sim.FakeStreet.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a real broker. */
final class StreetOnMosquittoTest {
    private static final long START = SimulatedCityTest.START;
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    /** 1,000 simulated seconds in 2 s. */
    private static SimSettings quick() {
        return SimSettings.of(7, START).withSensors(200, 12, 6).withSpeed(200).withDuration(5);
    }

    @Test
    void aBrokerThatRestartsInTheMiddleCostsNoMessageAndNoOrder() throws Exception {
        try (MosquittoServer broker = MosquittoServer.start(folder)) {
            subscribe(broker);
            try (StreetRunner runner = StreetRunner.open(quick(), broker.connection(), null)) {
                assertThat(runner.awaitReady(SOON)).isTrue();
                runner.start();
                await().atMost(SOON).until(() -> runner.counts().sent() > 500);
                broker.stop();
                broker.startAgain();
                assertThat(runner.awaitEnd(SOON)).isTrue();
            }
            expectWholeStream(broker, 218);
        }
    }

    @Test
    void aStreetThatIsStoppedAndStartedAgainSaysTheWholeStream() throws Exception {
        Path state = folder.resolve("state/street.json");
        try (MosquittoServer broker = MosquittoServer.start(folder)) {
            subscribe(broker);
            try (StreetRunner runner = StreetRunner.open(quick(), broker.connection(), state)) {
                runner.start();
                await().atMost(SOON).until(() -> runner.counts().sent() > 500);
            }
            try (StreetRunner runner = StreetRunner.open(quick(), broker.connection(), state)) {
                runner.start();
                assertThat(runner.awaitEnd(SOON)).isTrue();
                assertThat(runner.faults()).isEqualTo(new SimulatedCity(quick()).faults(START + 1_000_001));
            }
            expectWholeStream(broker, 2 * 218);
        }
    }

    @Test
    void aStreetThatIsKilledAndStartedAgainSaysTheWholeStream() throws Exception {
        Path state = folder.resolve("street.json");
        try (MosquittoServer broker = MosquittoServer.start(folder.resolve("broker"))) {
            subscribe(broker);
            Process street = startProcess(broker, state);
            try {
                await().atMost(SOON)
                        .until(() -> Files.exists(state)
                                && StreetPosition.find(state, quick()).nowMillis() > START + 100_000);
            } finally {
                street.destroyForcibly().waitFor();
            }
            long soFar = StreetPosition.find(state, quick()).nowMillis();
            assertThat(soFar).isGreaterThan(START).isLessThan(START + 1_000_000);
            try (StreetRunner runner = StreetRunner.open(quick(), broker.connection(), state)) {
                runner.start();
                assertThat(runner.awaitEnd(SOON)).isTrue();
            }
            expectWholeStream(broker, 2 * 218);
        }
    }

    private Process startProcess(MosquittoServer broker, Path state) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                SimMain.class.getName()));
        command.addAll(List.of("--broker", "tcp://127.0.0.1:" + broker.port(), "--state", state.toString()));
        command.addAll(
                List.of("--seed", "7", "--start", Instant.ofEpochMilli(START).toString()));
        command.addAll(List.of("--covers", "200", "--gauges", "12", "--signals", "6"));
        command.addAll(List.of("--speed", "200", "--duration", "5s"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("street.log").toFile())
                .start();
    }

    private static void subscribe(MosquittoServer broker) throws Exception {
        new Listener("tcp://127.0.0.1:" + broker.port(), "listener").close();
    }

    private static void expectWholeStream(MosquittoServer broker, int registryEntries) throws Exception {
        Set<String> expected = new SimulatedCity(quick())
                .advance(START + 1_000_000).stream()
                        .map(e -> e.topic() + " " + new String(e.payload(), StandardCharsets.ISO_8859_1))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        try (Listener listener = new Listener("tcp://127.0.0.1:" + broker.port(), "listener")) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(telemetry(listener.heard()))
                            .hasSizeGreaterThanOrEqualTo(expected.size())
                            .contains(last(expected)));
            assertThat(new LinkedHashSet<>(telemetry(listener.heard()))).containsExactlyElementsOf(expected);
            assertThat(listener.heard().stream().filter(s -> s.topic().startsWith("city/v1/registry/")))
                    .hasSizeGreaterThanOrEqualTo(registryEntries);
            await().atMost(SOON)
                    .until(() -> listener.heard().stream()
                            .anyMatch(s -> s.topic().equals("city/v1/clock")
                                    && s.payload().contains("\"end\":true")));
        }
    }

    private static String last(Set<String> lines) {
        return List.copyOf(lines).get(lines.size() - 1);
    }

    private static List<String> telemetry(List<Said> heard) {
        return heard.stream()
                .filter(s -> s.topic().startsWith("city/v1/telemetry/"))
                .map(s -> s.topic() + " " + s.payload())
                .toList();
    }
}
