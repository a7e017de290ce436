package io.citybrain.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.sensing.SensorEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The public recordings, if they are there: set -Dcitybrain.data=DIR. */
final class RecordedDataTest {

    private static Recording read(String name) throws IOException {
        String data = System.getProperty("citybrain.data", "");
        Path folder = Path.of(data).resolve(name);
        Assumptions.assumeTrue(
                !data.isEmpty() && Files.isDirectory(folder), "skipped: no " + name + ", set -Dcitybrain.data=DIR");
        return Replayer.read(folder, null);
    }

    @Test
    void theYorkFloodIsReadWhole() throws IOException {
        Recording york = read("water/ouse-york-2015");
        assertThat(york.registry().stream().map(SensorEntry::sensor))
                .containsExactlyInAnyOrder("skelton", "york-viking", "clifton-ings");
        assertThat(york.events().size() + york.missingValues()).isEqualTo(5_184 + 2_592 + 2_592);
        assertThat(york.skippedRows()).isZero();
        assertThat(york.problems()).isEmpty();
    }

    @Test
    void everyWaterFolderIsReadWithoutAProblem() throws IOException {
        for (String folder : List.of(
                "calder-mytholmroyd-2015",
                "calder-network-2025",
                "isar-muenchen-2025",
                "logan-mainstreet-2019",
                "logan-blacksmithfork-2019",
                "logan-mendon-2019")) {
            Recording recording = read("water/" + folder);
            assertThat(recording.problems()).as(folder).isEmpty();
            assertThat(recording.remarks()).as(folder).noneMatch(r -> r.contains("not described"));
            assertThat(recording.events()).as(folder).hasSizeGreaterThan(300);
        }
    }

    @Test
    void allSeventeenFramesAreReplayed() throws IOException {
        Recording frames = read("lorawan");
        assertThat(frames.events()).hasSize(17);
        assertThat(frames.expectedFrames()).hasSize(17);
        assertThat(frames.registry().stream().map(e -> e.device().codec()).distinct())
                .containsExactlyInAnyOrder(
                        "dingtek-dc410",
                        "dingtek-df530",
                        "milesight-em310-tilt",
                        "milesight-em400-mud",
                        "milesight-nbiot",
                        "milesight-em500-udl",
                        "milesight-em500-swl",
                        "milesight-em310-udl",
                        "decentlab-dl-mbx",
                        "decentlab-dl-pr26-0-1",
                        "dragino-ldds45",
                        "dragino-ldds75",
                        "netvox-r311k");
    }
}
