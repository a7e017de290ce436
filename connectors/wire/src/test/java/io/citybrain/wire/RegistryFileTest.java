package io.citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.sensing.Device;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Limit;
import io.citybrain.city.sensing.Place;
import io.citybrain.city.sensing.SensorEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegistryFileTest {

    private static final double NONE = Double.NaN;

    @TempDir
    private Path folder;

    private RegistryFile.Result read(String yaml) throws IOException {
        Path file = folder.resolve("registry.yaml");
        Files.writeString(file, yaml);
        return RegistryFile.read(file);
    }

    private String errorOf(String yaml) throws IOException {
        RegistryFile.Result result = read(yaml);
        assertThat(result.errors()).hasSize(1);
        return result.errors().get(0);
    }

    @Test
    void aDeviceThatTwoEntriesClaimIsToldWithBothLines() throws IOException {
        assertThat(errorOf("""
                sensors:
                  - {sensor: a, kind: manhole, place: {name: x}, device: {eui: a84041000181c061, codec: dragino-ldds}}
                  - {sensor: b, kind: manhole, place: {name: y}, device: {eui: A8-40-41-00-01-81-C0-61, codec: dragino-ldds}}
                """))
                .startsWith("registry.yaml:3:")
                .contains("sensors[1].device.eui", "A84041000181C061", "already the device at line 2");
    }

    @Test
    void anEntryHasAllFieldsOfTheContract() throws IOException {
        RegistryFile.Result result = read("""
                sensors:
                  - sensor: j-1
                    kind: traffic-signal
                    place: {longitude: 120.15, latitude: 30.25, name: 延安路 1}
                    heartbeatSeconds: 10
                    registeredAt: 2026-11-24T08:30:00Z
                    area: west
                    parent: cabinet-1
                    limits:
                      signal-dark: {raise: 1, clear: 0, onDelaySeconds: 5, offDelaySeconds: 6}
                      signal-flashing: {off: true}
                    notify: [crew-1, crew-2]
                    device: {eui: a8-40-41-00-01-81-c0-61, codec: dragino-lds02, mountHeightMetres: 4.5}
                    conflictingLinks: [[0, 4], [1, 5]]
                """);
        assertThat(result.errors()).isEmpty();
        assertThat(result.entries())
                .containsExactly(new SensorEntry(
                        "j-1",
                        Kind.TRAFFIC_SIGNAL,
                        new Place(120.15, 30.25, "延安路 1"),
                        10,
                        1_795_509_000_000L,
                        "west",
                        "cabinet-1",
                        List.of(
                                new Limit("signal-dark", 1, 0, 5, 6, false),
                                new Limit("signal-flashing", NONE, NONE, NONE, NONE, true)),
                        List.of("crew-1", "crew-2"),
                        new Device("A84041000181C061", "dragino-lds02", 4.5),
                        new int[] {0, 4, 1, 5}));
    }

    @Test
    void defaultsOfAKindAreMergedFieldByField() throws IOException {
        RegistryFile.Result result = read("""
                defaults:
                  noise: {heartbeatSeconds: 600, limits: {loud: {raise: 70, clear: 65}, broken: {off: true}}}
                sensors:
                  - {sensor: n-1, kind: noise, place: {name: bridge}}
                  - {sensor: n-2, kind: noise, place: {name: school}, heartbeatSeconds: 60, limits: {loud: {raise: 55}}}
                """);
        assertThat(result.errors()).isEmpty();
        SensorEntry first = result.entries().get(0);
        SensorEntry second = result.entries().get(1);
        assertThat(first.heartbeatSeconds()).isEqualTo(600);
        assertThat(first.findLimit("loud")).isEqualTo(new Limit("loud", 70, 65, NONE, NONE, false));
        assertThat(second.heartbeatSeconds()).isEqualTo(60);
        assertThat(second.findLimit("loud")).isEqualTo(new Limit("loud", 55, 65, NONE, NONE, false));
        assertThat(second.findLimit("broken").off()).isTrue();
    }

    @Test
    void allErrorsAreToldAtOnceWithLineColumnAndField() throws IOException {
        RegistryFile.Result result = read("""
                sensors:
                  - {sensor: a, kind: noise, place: {longitude: 120, latitude: 95.1}}
                  - sensor: b
                    kind: noisy
                    place: {longitude: 120, latitude: 30}
                  - {sensor: c, kind: noise, place: {name: ok}, heartbeat: 5}
                  - {sensor: d, kind: noise, place: {name: ok}}
                  - {sensor: d, kind: noise, place: {name: ok}}
                  - {kind: noise, place: {name: ok}, heartbeatSeconds: "5"}
                """);
        assertThat(result.entries()).extracting(SensorEntry::sensor).containsExactly("d");
        assertThat(result.errors())
                .containsExactly(
                        "registry.yaml:2:64 sensors[0].place.latitude 95.1 is not between -90 and 90",
                        "registry.yaml:4:11 sensors[1].kind is \"noisy\": allowed are manhole, water-level,"
                                + " traffic-signal, traffic-flow, ambulance, lamp-post, noise, greenery, camera-event",
                        "registry.yaml:6:60 sensors[2].heartbeat is not a field here: did you mean heartbeatSeconds?",
                        "registry.yaml:8:14 sensors[4].sensor \"d\" is already at line 7: ids are unique",
                        "registry.yaml:9:5 sensors[5].sensor is missing: send an id",
                        "registry.yaml:9:56 sensors[5].heartbeatSeconds is a string (\"5\"): send a number");
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        RegistryFile.Result result = RegistryFile.read(folder.resolve("none.yaml"));
        assertThat(result.errors()).singleElement().asString().startsWith("none.yaml:1:1 there is no such file");
    }

    @Test
    void aFileThatIsNotUtf8IsAnError() throws IOException {
        Path file = folder.resolve("latin.yaml");
        Files.write(file, "sensors: [{sensor: é}]".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(RegistryFile.read(file).errors()).singleElement().asString().startsWith("latin.yaml:1:1 not YAML");
    }

    @Test
    void aByteOrderMarkIsNoError() throws IOException {
        assertThat(read("\uFEFFsensors: []").errors()).isEmpty();
    }

    @Test
    void whatIsNotYamlIsAnErrorWithItsLine() throws IOException {
        assertThat(errorOf("sensors:\n  - {sensor: a")).startsWith("registry.yaml:2:15 not YAML: ");
        assertThat(errorOf("sensors:\n\t- a")).startsWith("registry.yaml:2:1 not YAML: ");
    }

    @Test
    void anAliasBombIsRefusedBeforeItGrows() throws IOException {
        StringBuilder bomb = new StringBuilder("sensors:\n  - a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 14; i++) {
            bomb.append("    a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }
        assertThat(errorOf(bomb.toString()))
                .isEqualTo("registry.yaml:2:9 sensors[0].a0 uses an anchor or alias: write the value out, or use"
                        + " defaults");
    }

    @Test
    void oneSensorHasAtMost65536Values() throws IOException {
        assertThat(errorOf("sensors:\n  - x: [" + "1,".repeat(70_000) + "1]")).endsWith("has more than 65536 values");
    }

    @Test
    void nestingIsAtMost16() throws IOException {
        assertThat(errorOf("sensors:\n  - x: " + "[".repeat(10_000) + "]".repeat(10_000)))
                .endsWith("is nested deeper than 16 levels");
    }

    @Test
    void sectionsAreOneDocumentOfDefaultsAndSensors() throws IOException {
        assertThat(errorOf("")).isEqualTo("registry.yaml:1:1 the file is empty: write sensors: [ … ]");
        assertThat(errorOf("sensor: []"))
                .isEqualTo("registry.yaml:1:1 sensor is not a section here: did you mean sensors?");
        assertThat(errorOf("- a")).startsWith("registry.yaml:1:1 the file does not begin with sections");
        assertThat(errorOf("sensors: 3")).startsWith("registry.yaml:1:10 sensors is a single value");
        assertThat(errorOf("sensors: []\n---\nsensors: []")).startsWith("registry.yaml:2:1 a second document");
        assertThat(errorOf("sensors: []\nsensors: []")).isEqualTo("registry.yaml:2:1 sensors is there twice");
        assertThat(errorOf("defaults: {}")).contains("sensors is missing");
    }

    @Test
    void defaultsComeFirst() throws IOException {
        assertThat(errorOf("sensors: [{sensor: a, kind: noise, place: {name: x}}]\ndefaults: {noise: {}}"))
                .isEqualTo("registry.yaml:2:19 defaults.noise comes after the sensors: move defaults before them");
    }

    @Test
    void errorsAreListedUpTo100() throws IOException {
        RegistryFile.Result result = read("sensors:\n" + "  - 5\n".repeat(150));
        assertThat(result.errors()).hasSize(101).last().isEqualTo("and 50 more");
    }
}
