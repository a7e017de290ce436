package io.citybrain.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderInUseIsRefusedUntilItsHolderIsGone() throws IOException {
        DataFolder first = DataFolder.open(folder);
        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(CityException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("stop it")
                .hasMessageContaining("--data");
        first.close();
        DataFolder.open(folder).close();
    }

    @Test
    void aTemporaryFolderIsGoneAfterwardsWithAllThatIsInIt() throws IOException {
        DataFolder temporary = DataFolder.open(null);
        Files.createDirectories(temporary.path("store/a/b"));
        Files.writeString(temporary.path("store/a/b/c"), "x");
        assertThat(temporary.isTemporary()).isTrue();
        temporary.close();
        assertThat(temporary.root()).doesNotExist();
    }

    @Test
    void aNamedFolderStays() throws IOException {
        DataFolder named = DataFolder.open(folder.resolve("new"));
        Files.writeString(named.path("kept"), "x");
        named.close();
        assertThat(named.isTemporary()).isFalse();
        assertThat(named.path("kept")).exists();
    }

    @Test
    void aCityGoesOnWhereCheckpointsAre() throws IOException {
        try (DataFolder first = DataFolder.open(folder)) {
            assertThat(first.goesOn()).isFalse();
            Files.createDirectory(first.path("checkpoints"));
        }
        try (DataFolder second = DataFolder.open(folder)) {
            assertThat(second.goesOn()).isTrue();
        }
    }

    @Test
    void whatAKilledProcessLeftInTheScratchFolderIsGoneAtTheNextStart() throws IOException {
        try (DataFolder first = DataFolder.open(folder)) {
            Files.writeString(first.scratch().resolve("library.so"), "x");
        }
        try (DataFolder second = DataFolder.open(folder)) {
            assertThat(second.scratch()).isEmptyDirectory();
        }
    }

    @Test
    void aFileInPlaceOfTheFolderIsToldWithWhatToDo() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(CityException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("--data");
    }
}
