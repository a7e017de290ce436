package io.citybrain.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where the state lives: held by one process at a time, thrown away at the end if it is temporary. */
final class DataFolder implements AutoCloseable {
    private static final long LEAST_FREE_BYTES = 500L * 1024 * 1024;

    private final Path root;
    private final boolean temporary;
    private final boolean goesOn;
    private final FileChannel lock;

    private DataFolder(Path root, boolean temporary, boolean goesOn, FileChannel lock) {
        this.root = root;
        this.temporary = temporary;
        this.goesOn = goesOn;
        this.lock = lock;
    }

    static DataFolder open(Path wanted) {
        try {
            boolean temporary = wanted == null;
            Path root = temporary ? Files.createTempDirectory("city-brain-") : wanted.toAbsolutePath();
            boolean goesOn = Files.isDirectory(root.resolve("checkpoints"));
            Files.createDirectories(root);
            requireSpace(root);
            return new DataFolder(root, temporary, goesOn, lock(root));
        } catch (IOException e) {
            throw new CityException(
                    "can't use the folder " + wanted + ": " + e + "; name another with --data, or mend its rights", e);
        }
    }

    private static void requireSpace(Path root) throws IOException {
        long free = Files.getFileStore(root).getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw new CityException("only " + free / 1_000_000 + " MB are free on the disk of " + root
                    + ": City Brain needs 500 MB; make room or name a folder on another disk with --data");
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new CityException(
                    "another City Brain is running on " + root + ": stop it, or name another folder with --data");
        }
        return channel;
    }

    Path path(String name) {
        return root.resolve(name);
    }

    Path root() {
        return root;
    }

    boolean isTemporary() {
        return temporary;
    }

    /** True if a city has run here before. */
    boolean goesOn() {
        return goesOn;
    }

    @Override
    public void close() throws IOException {
        lock.close();
        if (temporary) {
            try (Stream<Path> files = Files.walk(root)) {
                files.sorted(Comparator.reverseOrder()).forEach(DataFolder::delete);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
