package io.citybrain.influxdb.client;

import java.io.ByteArrayOutputStream;

/**
 * Encoded lines that travel, are kept and are confirmed together. Immutable by agreement: nobody writes into the bytes.
 * Two batches are equal only if they share the same array, so equality means "this very batch".
 *
 * @param bytes complete lines, UTF-8, each ended by a newline; their times are epoch microseconds
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

    /**
     * The same lines with their times in microseconds, when these are in milliseconds: spool files and checkpoints of
     * version 1 are.
     */
    public LineBatch fromMillis() {
        ByteArrayOutputStream micros = new ByteArrayOutputStream(bytes.length + 3 * lines);
        int start = 0;
        while (start < bytes.length) {
            int end = LineScanner.endOfLine(bytes, start, bytes.length);
            boolean closed = bytes[end - 1] == '\n';
            micros.write(bytes, start, (closed ? end - 1 : end) - start);
            micros.write('0');
            micros.write('0');
            micros.write('0');
            if (closed) {
                micros.write('\n');
            }
            start = end;
        }
        return new LineBatch(micros.toByteArray(), lines);
    }
}
