package io.citybrain.influxdb.client;

/**
 * Encoded lines that travel, are kept and are confirmed together. Immutable by agreement: nobody writes into the bytes.
 * Two batches are equal only if they share the same array, so equality means "this very batch".
 *
 * @param bytes complete lines, UTF-8, each ended by a newline
 * @param lines how many lines these are
 */
public record LineBatch(byte[] bytes, int lines) {
    /** Checks that there is something to write. */
    public LineBatch {
        if (bytes.length == 0 || lines <= 0) {
            throw new IllegalArgumentException(
                    "an empty batch of " + bytes.length + " bytes and " + lines + " lines can't be delivered");
        }
    }
}
