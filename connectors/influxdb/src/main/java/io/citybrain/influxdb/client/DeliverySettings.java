package io.citybrain.influxdb.client;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where unconfirmed and refused lines are kept, and how much of them.
 *
 * @param bufferBytes what may wait in memory; beyond it the oldest goes to the spool
 * @param spoolDirectory a local folder of this delivery alone
 * @param spoolBytes what may wait on disk; beyond it the oldest is given up, counted and logged as an error
 * @param deadLetterDirectory a folder for lines that the store will never take
 * @param deadLetterBytes what is kept of them; beyond it they are counted and logged only
 */
public record DeliverySettings(
        long bufferBytes, Path spoolDirectory, long spoolBytes, Path deadLetterDirectory, long deadLetterBytes) {

    /** 64 MiB: ten minutes of 1,000 lines of 100 bytes per second. */
    public static final long DEFAULT_BUFFER_BYTES = 64L << 20;
    /** 4 GiB: twelve hours of 1,000 lines of 100 bytes per second. */
    public static final long DEFAULT_SPOOL_BYTES = 4L << 30;
    /** 256 MiB. */
    public static final long DEFAULT_DEAD_LETTER_BYTES = 256L << 20;

    /** Checks the bounds. */
    public DeliverySettings {
        Objects.requireNonNull(spoolDirectory, "spoolDirectory is missing: name a local folder for long outages");
        Objects.requireNonNull(deadLetterDirectory, "deadLetterDirectory is missing: name a folder for refused lines");
        requirePositive("bufferBytes", bufferBytes);
        requirePositive("spoolBytes", spoolBytes);
        requirePositive("deadLetterBytes", deadLetterBytes);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " is " + value + ": it must be above 0");
        }
    }

    /** The default bounds. */
    public static DeliverySettings in(Path spoolDirectory, Path deadLetterDirectory) {
        return new DeliverySettings(
                DEFAULT_BUFFER_BYTES,
                spoolDirectory,
                DEFAULT_SPOOL_BYTES,
                deadLetterDirectory,
                DEFAULT_DEAD_LETTER_BYTES);
    }
}
