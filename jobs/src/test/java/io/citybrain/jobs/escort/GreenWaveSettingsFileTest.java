package io.citybrain.jobs.escort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citybrain.jobs.sensing.SensingSettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GreenWaveSettingsFileTest {
    private static final String SHARED = """
            mqtt: {uri: "tcp://127.0.0.1:1883"}
            store: {url: "http://127.0.0.1:8086", flavour: influxdb-1, database: city, spoolDirectory: spool}
            """;

    @TempDir
    Path folder;

    private Path file(String more) throws IOException {
        return Files.writeString(folder.resolve("settings.yaml"), SHARED + more);
    }

    @Test
    void oneFileIsForBothJobs() throws IOException {
        Path file = file("network: {file: city.net.xml.gz, additional: [tls.xml]}\nmissions: {automaticUrgency: 0}\n");

        GreenWaveSettings settings = GreenWaveSettingsFile.read(file);

        assertThat(settings.network()).isEqualTo("city.net.xml.gz");
        assertThat(settings.additional()).containsExactly("tls.xml");
        assertThat(settings.escort().missions().automaticUrgency()).isZero();
        assertThat(settings.city()).isEqualTo(SensingSettingsFile.read(file));
    }

    @Test
    void allMistakesAreToldTogether() throws IOException {
        Path file = file("missions: {automaticUrgency: 9}\n");

        assertThatThrownBy(() -> GreenWaveSettingsFile.read(file))
                .hasMessageContaining("settings.yaml")
                .hasMessageContaining("network.file: missing")
                .hasMessageContaining("missions.automaticUrgency: 9 is not 0 to 3");
    }
}
