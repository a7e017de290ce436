package io.citybrain.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where the state lives: held by one process at a time, thrown away at the end if it is temporary. */
final class DataFolder implements AutoCloseable {
    private static final long LEAST_FREE_BYTES = 500_000_000;

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
            throw CityException.because(e, "error.folder", wanted == null ? "/tmp" : wanted, e);
        }
    }

    private static void requireSpace(Path root) throws IOException {
        long free = Files.getFileStore(root).getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw new CityException("error.folder.full", root, free / 1_000_000, LEAST_FREE_BYTES / 1_000_000);
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new CityException("error.folder.in-use", root);
        }
        return channel;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this very process
        }
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

    /**
     * An empty folder for what libraries unpack. They mean to take it away at the end of the process, but a killed one
     * has no such end: 9 MB of QuestDB's native code would stay in the machine's folder each time.
     */
    Path scratch() {
        try {
            Path scratch = path("scratch");
            deleteAll(scratch);
            return Files.createDirectory(scratch);
        } catch (IOException e) {
            throw CityException.because(e, "error.folder", root, e);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
        if (temporary) {
            deleteAll(root);
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
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
