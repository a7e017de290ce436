package io.citybrain.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    @TempDir
    private Path folder;

    private Path checkpoint(String name, boolean complete) throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve("job").resolve(name));
        if (complete) {
            Files.createFile(checkpoint.resolve("_metadata"));
        }
        return checkpoint;
    }

    @Test
    void theNewestIsTheOneWithTheHighestNumberNotTheLastByName() throws IOException {
        checkpoint("chk-9", true);
        Path tenth = checkpoint("chk-10", true);
        assertThat(Checkpoints.findNewest(folder)).contains(tenth);
    }

    @Test
    void oneThatWasNotCompletedIsIgnored() throws IOException {
        Path complete = checkpoint("chk-9", true);
        checkpoint("chk-10", false);
        assertThat(Checkpoints.findNewest(folder)).contains(complete);
    }

    @Test
    void sharedStateAndStrangeNamesAreNoCheckpoints() throws IOException {
        checkpoint("shared", true);
        checkpoint("chk-old", true);
        assertThat(Checkpoints.findNewest(folder)).isEmpty();
    }

    @Test
    void anEmptyFolderAndNoFolderHaveNone() throws IOException {
        assertThat(Checkpoints.findNewest(folder)).isEmpty();
        assertThat(Checkpoints.findNewest(folder.resolve("not-there"))).isEmpty();
    }
}
