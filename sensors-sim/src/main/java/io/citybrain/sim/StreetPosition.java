package io.citybrain.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * How far a street has come; kept in a small JSON file, so that a killed street goes on where it was.
 *
 * @param seed of the run
 * @param street everything else that decides the stream, in words
 * @param startMillis simulated start, epoch milliseconds
 * @param nowMillis the broker has all messages up to that simulated moment
 */
record StreetPosition(long seed, String street, long startMillis, long nowMillis) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static StreetPosition of(SimSettings settings, long nowMillis) {
        return new StreetPosition(settings.seed(), words(settings), settings.startMillis(), nowMillis);
    }

    private static String words(SimSettings settings) {
        return String.format(
                Locale.ROOT,
                "covers=%d gauges=%d signals=%d speed=%s rate=%s duration=%s faults=%s",
                settings.covers(),
                settings.gauges(),
                settings.signals(),
                settings.speed(),
                settings.messagesPerSecond(),
                settings.durationSeconds(),
                settings.faults() == null
                        ? "schedule"
                        : Integer.toHexString(settings.faults().hashCode()));
    }

    /**
     * The position in that file, or null if there is no file.
     *
     * @throws IllegalStateException if it is of another run, or not a position
     */
    static StreetPosition find(Path file, SimSettings settings) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        StreetPosition found;
        try {
            found = JSON.readValue(Files.readAllBytes(file), StreetPosition.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    file + " is not a street's position (" + e.getOriginalMessage() + "): remove it to start anew", e);
        }
        if (found.seed() != settings.seed()) {
            throw new IllegalStateException(file + " is of seed " + found.seed() + ", this run has seed "
                    + settings.seed() + ": use that seed, another state file, or remove it to start anew");
        }
        if (!words(settings).equals(found.street())) {
            throw new IllegalStateException(file + " is of a street with " + found.street() + ", this run has "
                    + words(settings) + ": use the same settings, another state file, or remove it to start anew");
        }
        return found;
    }

    /** Replaces the file in one step: after a crash there is the old position or the new one. */
    void write(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path draft = directory.resolve(file.getFileName() + ".draft");
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(this));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
