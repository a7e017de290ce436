package io.citybrain.influxdb.client;

/** Finds where lines end. A newline inside a quoted text does not end a line, which is why this is not an indexOf. */
final class LineScanner {
    private LineScanner() {}

    /**
     * Returns the index just past the line that starts at {@code start}, its newline included.
     *
     * @param end where the bytes end; a last line without newline ends here
     */
    static int endOfLine(byte[] bytes, int start, int end) {
        boolean inFields = false;
        boolean quoted = false;
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (b == '\\') {
                i++; // the next byte is escaped, whatever it is
            } else if (b == '"' && inFields) {
                quoted = !quoted;
            } else if (b == ' ' && !quoted) {
                inFields = true;
            } else if (b == '\n' && !quoted) {
                return i + 1;
            }
        }
        return end;
    }

    /**
     * Returns a line boundary near the middle, for halving, or {@code end} if there is only one line.
     */
    static int middle(byte[] bytes, int start, int end) {
        int half = start + (end - start) / 2;
        int boundary = endOfLine(bytes, start, end);
        while (boundary < end) {
            int next = endOfLine(bytes, boundary, end);
            if (next > half) {
                return boundary;
            }
            boundary = next;
        }
        return end;
    }
}
