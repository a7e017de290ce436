package io.citybrain.influxdb.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A first-in-first-out queue of batches on disk, in one folder that one owner holds by a lock. Bounded: past the bound
 * the OLDEST file is given up, because the newest readings are the ones that a screen and a crew need, and the caller is
 * told how many lines that cost. Not thread-safe.
 *
 * <p>What is in the queue survives a restart; what was taken and not confirmed is delivered again.
 */
final class Spool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    static final String SUFFIX = ".spool";
    private static final Pattern NAME = Pattern.compile("[0-9]{19}\\.spool");
    private static final long MAX_SEGMENT_BYTES = 16L << 20;

    private final Path directory;
    private final long maxBytes;
    private final long segmentBytes;
    private final Deque<SpoolSegment> segments = new ArrayDeque<>();
    private final FileChannel lockFile;
    private long nextSequence;
    private long damagedFiles;
    private boolean appendable; // the last segment was made by this owner
    private LineBatch head;
    private int headLines; // lines of the head, which the segment no longer counts

    private Spool(Path directory, long maxBytes, FileChannel lockFile) {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.segmentBytes = Math.max(1, Math.min(MAX_SEGMENT_BYTES, maxBytes / 4));
        this.lockFile = lockFile;
    }

    /**
     * Opens a folder, takes its lock and finds what an earlier run left there.
     *
     * @param maxBytes how much the folder may hold, bytes
     * @throws IOException if the folder is in use or can't be read; the message says what to do
     */
    static Spool open(Path directory, long maxBytes) throws IOException {
        Files.createDirectories(directory);
        Spool spool = new Spool(directory, maxBytes, lock(directory));
        try {
            spool.findSegments();
            return spool;
        } catch (IOException e) {
            spool.close();
            throw e;
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("owner.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel; // the lock lives as long as the channel
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("{} is held in this process", directory, e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException("spool folder " + directory + " is in use by another writer: give every sink its own"
                + " spoolDirectory, and wait until the job that used it has ended");
    }

    private void findSegments() throws IOException {
        for (Path file : spoolFiles(directory)) {
            nextSequence = Math.max(nextSequence, sequenceOf(file) + 1);
            openOrSetAside(file);
        }
    }

    /** A file that can't be read must not keep the job from starting: it is kept under another name, loudly. */
    private void openOrSetAside(Path file) throws IOException {
        try {
            segments.addLast(SpoolSegment.open(file));
        } catch (IOException e) {
            damagedFiles++;
            LOG.error("a spool file can't be read, its lines were not written; it is kept: {}", setAside(file), e);
        }
    }

    private static Path setAside(Path file) throws IOException {
        Path kept = file.resolveSibling(file.getFileName() + ".damaged");
        return Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<Path> spoolFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** The number in the name of a spool file; files of other names are not ours. */
    private static long sequenceOf(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    /** Takes over the files of a folder whose writer is no more, after a job came back with fewer writers. */
    void adopt(Path abandoned) throws IOException {
        FileChannel held = lock(abandoned);
        try {
            appendable = false;
            for (Path file : spoolFiles(abandoned)) {
                Path mine = nextFile();
                Files.move(file, mine, StandardCopyOption.ATOMIC_MOVE);
                openOrSetAside(mine);
                LOG.info("adopted {} as {}", file, mine);
            }
        } finally {
            held.close();
        }
    }

    /**
     * Puts a batch at the end.
     *
     * @return lines that were given up to stay within the bound; 0 in all normal life
     * @throws IOException if the disk does not take it; the batch is then not in the spool
     */
    long append(LineBatch batch) throws IOException {
        long lost = 0;
        while (bytes() + SpoolSegment.HEADER_BYTES + batch.bytes().length > maxBytes && !segments.isEmpty()) {
            lost += giveUpOldest();
        }
        if (!appendable || segments.isEmpty() || segments.getLast().bytes() >= segmentBytes) {
            force();
            segments.addLast(SpoolSegment.create(nextFile()));
            appendable = true;
            forceDirectory();
        }
        segments.getLast().append(batch);
        return lost;
    }

    private Path nextFile() {
        return directory.resolve(String.format(Locale.ROOT, "%019d%s", nextSequence++, SUFFIX));
    }

    private long giveUpOldest() throws IOException {
        SpoolSegment oldest = segments.getFirst();
        long lines = oldest.lines() + headLines;
        removeFirst();
        return lines;
    }

    /** Returns the oldest batch without removing it, or null when the spool is empty. */
    LineBatch peek() throws IOException {
        while (head == null && !segments.isEmpty()) {
            head = readNext(segments.getFirst());
            if (head == null) {
                removeFirst();
            } else {
                headLines = head.lines();
            }
        }
        return head;
    }

    private static LineBatch readNext(SpoolSegment segment) {
        try {
            return segment.next();
        } catch (IOException e) {
            LOG.error("the rest of {} can't be read", segment.file(), e);
            segment.markRestDamaged();
            return null;
        }
    }

    /** Removes the batch that {@link #peek} returned. A batch that was given up meanwhile is ignored. */
    void confirm(LineBatch batch) throws IOException {
        if (batch.equals(head)) {
            head = null;
            headLines = 0;
            peek(); // deletes a file as soon as nothing is left in it
        }
    }

    private void removeFirst() throws IOException {
        SpoolSegment first = segments.removeFirst();
        head = null;
        headLines = 0;
        appendable &= !segments.isEmpty();
        if (first.damagedLines() == 0) {
            first.delete();
            return;
        }
        first.close();
        damagedFiles++;
        LOG.error(
                "{} lines of the spool are damaged on disk and were not written; the file is kept: {}",
                first.damagedLines(),
                setAside(first.file()));
    }

    /** A new file survives a power cut only if its name does. */
    private void forceDirectory() throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /** Forces everything to the disk; a checkpoint may complete after this. */
    void force() throws IOException {
        if (appendable) {
            segments.getLast().force();
        }
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    /** Bytes on disk. */
    long bytes() {
        long bytes = 0;
        for (SpoolSegment segment : segments) {
            bytes += segment.bytes();
        }
        return bytes;
    }

    /** Lines that wait. */
    long lines() {
        long lines = headLines;
        for (SpoolSegment segment : segments) {
            lines += segment.lines();
        }
        return lines;
    }

    /** Files that were found damaged and are kept under another name. */
    long damagedFiles() {
        return damagedFiles;
    }

    @Override
    public void close() throws IOException {
        try {
            force();
        } finally {
            for (SpoolSegment segment : segments) {
                segment.close();
            }
            segments.clear();
            appendable = false;
            lockFile.close();
        }
    }
}
