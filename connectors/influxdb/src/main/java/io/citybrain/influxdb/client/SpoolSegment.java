package io.citybrain.influxdb.client;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * One file of the spool: an 8-byte mark, then frames. A frame is {@code int length, int lines, int crc32c} and the lines
 * themselves; the checksum covers length, line count and lines. Appended to, read once from the front, deleted.
 *
 * <p>A tail that a crash cut off in the middle of a frame is ignored: what was not forced to disk was not part of a
 * completed checkpoint, so the job still has it.
 */
final class SpoolSegment implements AutoCloseable {
    private static final long MARK = 0x4342_5350_4F4F_4C32L; // "CBSPOOL2"
    private static final long MARK_OF_MILLIS = 0x4342_5350_4F4F_4C31L; // "CBSPOOL1": times in milliseconds
    private static final int MARK_BYTES = Long.BYTES;
    static final int HEADER_BYTES = 3 * Integer.BYTES;
    /** A batch is about 1 MiB; a length beyond this is damage. */
    private static final int MAX_FRAME_BYTES = 64 << 20;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    private long readAt = MARK_BYTES;
    private long writeAt;
    private long lines;
    private long damagedLines;
    private boolean inMillis;

    private SpoolSegment(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static SpoolSegment create(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        SpoolSegment segment = new SpoolSegment(file, channel);
        segment.writeFully(ByteBuffer.allocate(MARK_BYTES).putLong(MARK).flip());
        return segment;
    }

    /** Opens a file left by an earlier run and counts its lines. @throws IOException if it is no spool file */
    static SpoolSegment open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        SpoolSegment segment = new SpoolSegment(file, channel);
        try {
            segment.findEnd();
            return segment;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void findEnd() throws IOException {
        ByteBuffer mark = ByteBuffer.allocate(MARK_BYTES);
        long size = channel.size();
        if (size < MARK_BYTES) {
            writeAt = MARK_BYTES; // cut off while it was created: nothing was promised yet
            return;
        }
        readFully(mark, 0);
        long found = mark.flip().getLong();
        if (found != MARK && found != MARK_OF_MILLIS) {
            throw new IOException(file + " is not a spool file of version 1 or 2: move it out of the spool folder");
        }
        inMillis = found == MARK_OF_MILLIS;
        writeAt = MARK_BYTES;
        while (writeAt + HEADER_BYTES <= size) {
            readHeader(writeAt);
            int length = header.getInt(0);
            if (length <= 0 || length > MAX_FRAME_BYTES || writeAt + HEADER_BYTES + length > size) {
                break;
            }
            lines += header.getInt(Integer.BYTES);
            writeAt += HEADER_BYTES + length;
        }
    }

    void append(LineBatch batch) throws IOException {
        int length = batch.bytes().length;
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + length);
        frame.putInt(length).putInt(batch.lines()).putInt(checksum(batch.lines(), batch.bytes()));
        frame.put(batch.bytes()).flip();
        long before = writeAt;
        try {
            writeFully(frame);
        } catch (IOException e) {
            writeAt = before; // a half-written frame (disk full) is written over by the next one
            throw e;
        }
        lines += batch.lines();
    }

    /**
     * Returns the oldest frame that was not confirmed and steps past it, or null at the end. A frame whose checksum is
     * wrong is stepped over and counted; the file is then kept.
     */
    LineBatch next() throws IOException {
        while (readAt < writeAt) {
            readHeader(readAt);
            int frameLines = header.getInt(Integer.BYTES);
            byte[] bytes = new byte[header.getInt(0)];
            readFully(ByteBuffer.wrap(bytes), readAt + HEADER_BYTES);
            readAt += HEADER_BYTES + bytes.length;
            lines -= frameLines;
            if (frameLines > 0 && header.getInt(2 * Integer.BYTES) == checksum(frameLines, bytes)) {
                LineBatch batch = new LineBatch(bytes, frameLines);
                return inMillis ? batch.fromMillis() : batch;
            }
            damagedLines += Math.max(1, frameLines);
        }
        return null;
    }

    /** Gives up on what was not read, after the disk failed. */
    void markRestDamaged() {
        damagedLines += Math.max(1, lines);
        lines = 0;
        readAt = writeAt;
    }

    void force() throws IOException {
        channel.force(false);
    }

    Path file() {
        return file;
    }

    /** Bytes on disk. */
    long bytes() {
        return writeAt;
    }

    /** Lines that were not read yet. */
    long lines() {
        return lines;
    }

    /** Lines that were found damaged. */
    long damagedLines() {
        return damagedLines;
    }

    /** Ends the use of the file and removes it. */
    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void readHeader(long position) throws IOException {
        readFully(header.clear(), position);
    }

    private void readFully(ByteBuffer into, long position) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int read = channel.read(into, at);
            if (read < 0) {
                throw new EOFException(file + " ends at byte " + at + ": it was cut while it was open");
            }
            at += read;
        }
    }

    private void writeFully(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            writeAt += channel.write(from, writeAt);
        }
    }

    private static int checksum(int lines, byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(bytes.length)
                .putInt(lines)
                .flip());
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
