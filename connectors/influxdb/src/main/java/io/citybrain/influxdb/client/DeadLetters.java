package io.citybrain.influxdb.client;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Lines that the store refused for ever, kept for a person. The file is line protocol again: the reason stands in a
 * comment above each line, so that a corrected file can be posted as it is. Bounded; past the bound nothing more is
 * kept, and the caller counts and logs it.
 *
 * <p>After a restart a batch may be written again, and its refused lines are then found here twice.
 */
final class DeadLetters {
    private final Path file;
    private final long maxBytes;

    /** @param maxBytes how long the file may grow */
    DeadLetters(Path directory, String name, long maxBytes) throws IOException {
        Files.createDirectories(directory);
        this.file = directory.resolve(name + ".lp");
        this.maxBytes = maxBytes;
    }

    Path file() {
        return file;
    }

    /** Keeps lines on disk before returning. @return how many were kept; fewer than given when the file is full */
    int append(LineBatch batch, List<BatchWriter.RefusedLine> refused) throws IOException {
        int kept = 0;
        long size = Files.exists(file) ? Files.size(file) : 0;
        try (FileOutputStream bytes = new FileOutputStream(file.toFile(), true);
                OutputStream out = new BufferedOutputStream(bytes)) {
            for (BatchWriter.RefusedLine line : refused) {
                byte[] comment = comment(line.reason());
                size += comment.length + line.length();
                if (size > maxBytes) {
                    break;
                }
                out.write(comment);
                out.write(batch.bytes(), line.offset(), line.length());
                kept++;
            }
            out.flush();
            bytes.getFD().sync();
        }
        return kept;
    }

    /** Keeps something that could not even be encoded, as a comment. @return false when the file is full */
    boolean append(String reason, String value) throws IOException {
        byte[] comment = comment(reason + ": " + value);
        if ((Files.exists(file) ? Files.size(file) : 0) + comment.length > maxBytes) {
            return false;
        }
        try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
            out.write(comment);
            out.getFD().sync();
        }
        return true;
    }

    private static byte[] comment(String reason) {
        String oneLine = reason.replace('\n', ' ').replace('\r', ' ');
        return ("# " + Instant.now() + " " + oneLine + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
