package io.citybrain.influxdb.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolTest {
    private static final int MARK_BYTES = 8;

    @TempDir
    Path folder;

    @Test
    void whatWentInComesOutInOrderAndLeavesNothingBehind() throws IOException {
        try (Spool spool = open(1_000_000)) {
            spool.append(batch("a"));
            spool.append(batch("b"));
            assertThat(drain(spool, 1)).containsExactly("a");
            spool.append(batch("c"));

            assertThat(spool.lines()).isEqualTo(2);
            assertThat(drain(spool, 9)).containsExactly("b", "c");
            assertThat(spool.isEmpty()).isTrue();
            assertThat(spoolFiles()).isEmpty();
        }
    }

    @Test
    void whatWasNotConfirmedComesAgainAfterARestart() throws IOException {
        try (Spool spool = open(1_000_000)) {
            spool.append(batch("a"));
            spool.append(batch("b"));
            spool.peek();
        }
        try (Spool spool = open(1_000_000)) {
            assertThat(spool.lines()).isEqualTo(2);
            spool.append(batch("c"));
            assertThat(drain(spool, 9)).containsExactly("a", "b", "c");
        }
    }

    @Test
    void pastItsBoundTheOldestFileIsGivenUpAndItsLinesAreTold() throws IOException {
        String line = "x".repeat(100); // a frame is 112 bytes, a file is closed at 250: three frames and the mark
        try (Spool spool = open(1_000)) {
            long lost = 0;
            for (int i = 0; i < 10; i++) {
                lost += spool.append(batch(i + line));
            }

            assertThat(spool.bytes()).isLessThanOrEqualTo(1_000);
            assertThat(lost + spool.lines()).isEqualTo(10);
            assertThat(lost).isPositive();
            assertThat(drain(spool, 99)).last().isEqualTo(9 + line);
        }
    }

    @Test
    void givingUpTheFileThatIsBeingReadIsNoConfusion() throws IOException {
        String line = "x".repeat(100);
        try (Spool spool = open(1_000)) {
            spool.append(batch("0" + line));
            LineBatch inFlight = spool.peek();
            long lost = 0;
            for (int i = 1; i < 10; i++) {
                lost += spool.append(batch(i + line));
            }
            long waiting = spool.lines();
            spool.confirm(inFlight);

            assertThat(spool.lines()).isEqualTo(waiting);
            assertThat(lost + waiting).isEqualTo(10);
        }
    }

    @Test
    void aTailCutByACrashIsIgnoredAndTheRestIsWhole() throws IOException {
        try (Spool spool = open(1_000_000)) {
            spool.append(batch("a"));
            spool.append(batch("b"));
        }
        try (RandomAccessFile file = new RandomAccessFile(spoolFiles().get(0).toFile(), "rw")) {
            file.setLength(file.length() - 1);
        }
        try (Spool spool = open(1_000_000)) {
            assertThat(drain(spool, 9)).containsExactly("a");
            assertThat(spool.damagedFiles()).isZero();
        }
    }

    @Test
    void aDamagedFrameIsSteppedOverCountedAndItsFileKept() throws IOException {
        try (Spool spool = open(1_000_000)) {
            spool.append(batch("a"));
            spool.append(batch("b"));
        }
        Path file = spoolFiles().get(0);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(MARK_BYTES + SpoolSegment.HEADER_BYTES);
            bytes.write('X');
        }
        try (Spool spool = open(1_000_000)) {
            assertThat(drain(spool, 9)).containsExactly("b");
            assertThat(spool.damagedFiles()).isEqualTo(1);
        }
        assertThat(Path.of(file + ".damaged")).exists();
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileThatIsNoSpoolFileDoesNotKeepTheJobFromStarting() throws IOException {
        Files.writeString(folder.resolve("0000000000000000007.spool"), "this is something else");
        Files.writeString(folder.resolve("notes.txt"), "mine");
        try (Spool spool = open(1_000_000)) {
            assertThat(spool.damagedFiles()).isEqualTo(1);
            spool.append(batch("a"));
            assertThat(drain(spool, 9)).containsExactly("a");
        }
        assertThat(folder.resolve("0000000000000000007.spool.damaged")).exists();
        assertThat(folder.resolve("notes.txt")).exists();
    }

    @Test
    void theMillisecondsOfAFileOfVersionOneBecomeMicroseconds() throws IOException {
        try (Spool spool = open(1_000_000)) {
            spool.append(batch("m x=1 70\n"));
        }
        try (RandomAccessFile file = new RandomAccessFile(spoolFiles().get(0).toFile(), "rw")) {
            file.seek(MARK_BYTES - 1);
            file.write('1');
        }
        try (Spool spool = open(1_000_000)) {
            spool.append(batch("m x=2 71000\n"));
            assertThat(drain(spool, 9)).containsExactly("m x=1 70000\n", "m x=2 71000\n");
        }
    }

    @Test
    void aFolderInUseIsRefusedWithWhatToDo() throws IOException {
        try (Spool first = open(1_000_000)) {
            assertThat(first.isEmpty()).isTrue();
            assertThatThrownBy(() -> open(1_000_000))
                    .hasMessageContaining("in use by another writer")
                    .hasMessageContaining("its own spoolDirectory");
        }
        open(1_000_000).close();
    }

    @Test
    void anAbandonedFolderIsAdopted() throws IOException {
        try (Spool other = Spool.open(folder.resolve("writer-3"), 1_000_000)) {
            other.append(batch("old"));
        }
        try (Spool mine = open(1_000_000)) {
            mine.adopt(folder.resolve("writer-3"));
            mine.append(batch("new"));
            assertThat(drain(mine, 9)).containsExactly("old", "new");
        }
    }

    private Spool open(long maxBytes) throws IOException {
        return Spool.open(folder, maxBytes);
    }

    private static LineBatch batch(String text) {
        return new LineBatch(text.getBytes(StandardCharsets.UTF_8), 1);
    }

    private static List<String> drain(Spool spool, int most) throws IOException {
        List<String> texts = new ArrayList<>();
        for (LineBatch head = spool.peek(); head != null && texts.size() < most; head = spool.peek()) {
            texts.add(new String(head.bytes(), StandardCharsets.UTF_8));
            spool.confirm(head);
        }
        return texts;
    }

    private List<Path> spoolFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(Spool.SUFFIX)).toList();
        }
    }
}
