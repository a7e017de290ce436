package io.citybrain.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can't start says what, where and what to do, in the language of whoever reads it. */
class WrongStartTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int WRONG_COMMAND = 2;
    private static final int CANNOT_GO_ON = 3;

    @TempDir
    private Path folder;

    /** Returns what it said. */
    private String fail(int exitCode, String... options) throws Exception {
        try (CityProcess city = CityProcess.start(folder, options)) {
            assertThat(city.awaitEnd(PATIENCE)).as(city::output).isEqualTo(exitCode);
            return city.output();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--duration, soon, 60s",
        "--speed, fast, number",
        "--speed, max, --replay",
        "--mqtt-port, 70000, 65535",
        "--clock, external, --no-sim",
        "--store-flavour, mysql, questdb",
        "--mqtt, http://broker, tcp",
        "--client-id, a/b, letters",
        "--registry, not-there.yaml, readable file",
        "--faults, not-there.yaml, readable file",
        "--summary, not-there/summary.json, folder that is there",
        "--lang, fr, zh",
    })
    void aWrongOptionIsNamedWithWhatItMayBe(String option, String value, String mayBe) throws Exception {
        assertThat(fail(WRONG_COMMAND, option, value)).contains(option.equals("--mqtt-port") ? value : option, mayBe);
    }

    @Test
    void aBusyPortSaysWhoWantedItAndWhichOptionNamesAnotherInBothLanguages() throws Exception {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(holder.getLocalPort());
            assertThat(fail(CANNOT_GO_ON, "--mqtt-port", port)).contains("Port " + port, "busy", "--mqtt-port");
            assertThat(fail(CANNOT_GO_ON, "--mqtt-port", port, "--lang", "zh"))
                    .contains("端口 " + port + " 已被占用", "--mqtt-port");
        }
    }

    @Test
    void aBrokerThatIsNotThereIsNamed() throws Exception {
        assertThat(fail(CANNOT_GO_ON, "--mqtt", "tcp://127.0.0.1:1"))
                .contains("tcp://127.0.0.1:1 can not be reached", "--mqtt");
    }

    @Test
    void aStoreThatIsNotThereIsNamed() throws Exception {
        assertThat(fail(CANNOT_GO_ON, "--store", "http://127.0.0.1:1"))
                .contains("http://127.0.0.1:1 can not be used", "--store");
    }

    @Test
    void aFolderWithoutRecordingsIsNamed() throws Exception {
        assertThat(fail(CANNOT_GO_ON, "--replay", folder.toString())).contains(folder.toString(), "CSV");
    }

    @Test
    void allMistakesOfARegistryFileAreToldBeforeAnythingStarts() throws Exception {
        Path registry = Files.writeString(folder.resolve("registry.yaml"), """
                sensors:
                  - {sensor: gauge-1, kind: water-levle, place: {longitude: 120.1, latitude: 30.2}}
                  - {sensor: gauge-2, kind: water-level, place: {longitude: 500, latitude: 30.2}}
                """);
        assertThat(fail(CANNOT_GO_ON, "--no-sim", "--registry", registry.toString()))
                .contains(registry.toString(), "registry.yaml:2", "water-level", "registry.yaml:3", "longitude");
    }

    @Test
    void anUnreadableCheckpointStopsTheStartAndIsNamed() throws Exception {
        Path data = folder.resolve("data");
        try (CityProcess city =
                CityProcess.start(folder, "--no-sim", "--data", data.toString()).awaitReady()) {
            Awaitility.await("a checkpoint is complete")
                    .atMost(PATIENCE)
                    .until(() ->
                            Checkpoints.findNewest(data.resolve("checkpoints")).isPresent());
            city.stop();
            city.awaitEnd(PATIENCE);
        }
        Path newest = Checkpoints.findNewest(data.resolve("checkpoints")).orElseThrow();
        Files.writeString(newest.resolve("_metadata"), "torn", StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(fail(CANNOT_GO_ON, "--no-sim", "--data", data.toString()))
                .contains(newest.toString(), "can not be read", "Move this folder away")
                .doesNotContain("Ready in");
        assertThat(newest).as("nothing is thrown away").exists();
    }
}
