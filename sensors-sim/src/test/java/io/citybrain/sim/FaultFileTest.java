package io.citybrain.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FaultFileTest {
    private static final long START = SimulatedCityTest.START;

    @TempDir
    private Path folder;

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("faults.yaml"), List.of(lines));
    }

    @Test
    void aFileReplacesTheSchedule() throws IOException {
        List<FaultRequest> asked = FaultFile.read(file(
                "- {fault: cover-opened, sensor: MH-00007, atSeconds: 30, forSeconds: 120}",
                "- fault: river-rising",
                "  atSeconds: 60"));
        List<Fault> faults = new SimulatedCity(SimSettings.of(1, START).withFaults(asked)).faults(START + 3_600_000);
        assertThat(faults).hasSize(2);
        assertThat(faults.get(0))
                .isEqualTo(new Fault(
                        "F-0000-00",
                        "cover-opened",
                        "manhole",
                        "MH-00007",
                        START + 30_000,
                        START + 150_000,
                        "cover-opened",
                        START + 100_000)); // 10 s and 3 s x 20
        assertThat(faults.get(1).type()).isEqualTo("river-rising");
    }

    @Test
    void anEmptyListIsAHealthyCity() throws IOException {
        assertThat(FaultFile.read(file("[]"))).isEmpty();
    }

    @Test
    void allMistakesAreNamedAtOnceWithTheirLines() throws IOException {
        Path bad = file(
                "- {fault: cover-stolen, atSeconds: 30}",
                "- {fault: cover-opened, atSeconds: soon}",
                "- {fault: cover-opened, atSeconds: -1, sensr: x}",
                "- {fault: cover-opened}",
                "- nothing");
        assertThatThrownBy(() -> FaultFile.read(bad))
                .hasMessageContaining("faults.yaml:1: no fault is called cover-stolen: use one of cover-opened,")
                .hasMessageContaining("faults.yaml:2: atSeconds is 'soon', must be a number")
                .hasMessageContaining("faults.yaml:3: unknown field sensr")
                .hasMessageContaining("faults.yaml:3: atSeconds is -1, must be between 0.0 and")
                .hasMessageContaining("faults.yaml:4: atSeconds is missing")
                .hasMessageContaining("faults.yaml:5: must be a mapping");
    }

    @Test
    void whatCannotBePlacedIsNamedAtOnceWithItsLine() throws IOException {
        List<FaultRequest> asked = FaultFile.read(file(
                "- {fault: cover-opened, sensor: WL-001, atSeconds: 30}",
                "- {fault: cover-opened, sensor: MH-99999, atSeconds: 30}",
                "- {fault: cover-opened, sensor: MH-00001, atSeconds: 30}",
                "- {fault: cover-tilted, sensor: MH-00001, atSeconds: 90}",
                "- {fault: river-rising, sensor: WL-002, atSeconds: 0, forSeconds: 60}"));
        SimSettings settings = SimSettings.of(1, START).withFaults(asked);
        assertThatThrownBy(() -> new SimulatedCity(settings))
                .hasMessageContaining("faults.yaml:1: cover-opened can't happen to WL-001, which is a water-level")
                .hasMessageContaining("faults.yaml:2: no sensor MH-99999")
                .hasMessageContaining("faults.yaml:4: MH-00001 already has cover-opened: one fault per sensor")
                .hasMessageContaining("faults.yaml:5: the level of WL-002 does not reach its warning level in 60 s");
    }

    @Test
    void textThatIsNoYamlIsNamedWithItsLine() throws IOException {
        Path bad = file("- {fault: cover-opened", "- }{");
        assertThatThrownBy(() -> FaultFile.read(bad)).hasMessageContaining("faults.yaml:2: is not YAML");
    }
}
