package io.citybrain.influxdb.client;

import io.citybrain.influxdb.client.StoreAddress.Flavour;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Encodes points as line protocol straight into one growing buffer; no object is made per point.
 *
 * <pre>{@code
 * line.measurement("telemetry_noise").tag("sensor", "n-1").field("levelDecibels", 70.0).timestampMillis(observedAt);
 * }</pre>
 *
 * <p>Absent stays absent: NaN, infinite and null fields and empty or null tags are left out, and a point without fields
 * is not written. Escapes follow the line protocol reference of InfluxDB v2 and, for QuestDB, its ILP reference: the two
 * disagree about the backslash, so a builder belongs to one flavour. Not thread-safe.
 */
public final class LineBuilder {
    /** The longest line, bytes: twice what InfluxDB accepts as a series key (65,535) and a string field (64 KiB). */
    public static final int MAX_LINE_BYTES = 256 * 1024;

    private static final int FIRST_CAPACITY_BYTES = 16 * 1024;

    private final boolean backslashEscapesAll;
    /** Keys with their equals sign. */
    private final KnownNames keys = new KnownNames();

    private final KnownNames measurements = new KnownNames();
    private byte[] buffer = new byte[FIRST_CAPACITY_BYTES];
    private int length;
    private int lines;
    private int lineStart;
    private Stage stage = Stage.BETWEEN;

    private enum Stage {
        BETWEEN,
        TAGS,
        FIELDS
    }

    /** A builder for the escapes of one kind of store. */
    public LineBuilder(Flavour flavour) {
        this.backslashEscapesAll = flavour == Flavour.QUESTDB;
    }

    /** Starts a point. @throws IllegalStateException if the point before it has no timestamp yet */
    public LineBuilder measurement(String name) {
        expect(
                stage == Stage.BETWEEN,
                "the point before has no timestamp: end it with timestampMillis or timestampMicros");
        byte[] known = name == null ? null : measurements.find(name);
        if (known == null) {
            requireName("measurement", name);
        }
        lineStart = length;
        stage = Stage.TAGS;
        if (known == null) {
            appendName(name, false);
            measurements.remember(name, Arrays.copyOfRange(buffer, lineStart, length));
        } else {
            reserve(known.length);
            System.arraycopy(known, 0, buffer, lineStart, known.length);
        }
        return this;
    }

    /** Adds a tag, or nothing when the value is null or empty: an empty tag is no tag. Tags come before fields. */
    public LineBuilder tag(String key, String value) {
        expect(stage == Stage.TAGS, "a tag must follow the measurement, before the first field: ", key);
        if (value == null || value.isEmpty()) {
            return this;
        }
        requireValue(key, value);
        appendKey("tag", ',', key);
        appendName(value, true);
        return this;
    }

    /** Adds a number, or nothing when it is NaN or infinite: no store holds these. */
    public LineBuilder field(String key, double value) {
        if (Double.isFinite(value)) {
            startField(key);
            DecimalText.append(this, value);
        }
        return this;
    }

    /** Adds an integer. */
    public LineBuilder field(String key, long value) {
        startField(key);
        DecimalText.append(this, value);
        append((byte) 'i');
        return this;
    }

    /** Adds a truth value. */
    public LineBuilder field(String key, boolean value) {
        startField(key);
        appendAscii(value ? "true" : "false");
        return this;
    }

    /** Adds a text, or nothing when it is null. */
    public LineBuilder field(String key, String value) {
        if (value != null) {
            startField(key);
            append((byte) '"');
            appendText(value);
            append((byte) '"');
        }
        return this;
    }

    /**
     * Ends the point. Times go over the wire in microseconds, the finest that every store keeps.
     *
     * @param epochMillis its time, milliseconds since 1970
     * @return false if the point had no field and was therefore not written
     * @throws IllegalArgumentException if the line is longer than {@link #MAX_LINE_BYTES}; it is taken back
     */
    public boolean timestampMillis(long epochMillis) {
        // Digits and not a product: a time that is out of range must stay so, for the store to refuse it.
        return timestamp(epochMillis, epochMillis == 0 ? "" : "000");
    }

    /** Ends the point as {@link #timestampMillis} does, at a time in microseconds since 1970. */
    public boolean timestampMicros(long epochMicros) {
        return timestamp(epochMicros, "");
    }

    private boolean timestamp(long digits, String zeros) {
        expect(stage != Stage.BETWEEN, "a timestamp needs a measurement before it");
        if (stage == Stage.TAGS) {
            abandon();
            return false;
        }
        append((byte) ' ');
        DecimalText.append(this, digits);
        appendAscii(zeros);
        append((byte) '\n');
        int lineBytes = length - lineStart;
        if (lineBytes > MAX_LINE_BYTES) {
            String start = new String(buffer, lineStart, 60, StandardCharsets.UTF_8);
            abandon();
            throw new IllegalArgumentException("a line of " + lineBytes + " bytes is over the limit of "
                    + MAX_LINE_BYTES + ": shorten its texts: " + start);
        }
        stage = Stage.BETWEEN;
        lines++;
        return true;
    }

    /** Takes back a point that was started and not ended. */
    public void abandon() {
        if (stage != Stage.BETWEEN) {
            length = lineStart;
            stage = Stage.BETWEEN;
        }
    }

    /** Whole lines in the buffer. */
    public int lines() {
        return lines;
    }

    /** Bytes in the buffer. */
    public int bytes() {
        return length;
    }

    /** Hands out the lines so far as one batch and starts anew; the buffer itself is used again. */
    public LineBatch take() {
        expect(stage == Stage.BETWEEN, "a point is still open: end it with timestampMillis or abandon it");
        LineBatch batch = new LineBatch(Arrays.copyOf(buffer, length), lines);
        length = 0;
        lines = 0;
        return batch;
    }

    private void startField(String key) {
        expect(stage != Stage.BETWEEN, "a field needs a measurement before it: ", key);
        appendKey("field", stage == Stage.TAGS ? ' ' : ',', key);
        stage = Stage.FIELDS;
    }

    private void appendKey(String what, char separator, String key) {
        byte[] known = key == null ? null : keys.find(key);
        if (known == null) {
            requireName(what, key);
            append((byte) separator);
            int start = length;
            appendName(key, true);
            append((byte) '=');
            keys.remember(key, Arrays.copyOfRange(buffer, start, length));
            return;
        }
        int start = reserve(1 + known.length);
        buffer[start] = (byte) separator;
        System.arraycopy(known, 0, buffer, start + 1, known.length);
    }

    /** Measurement, tag key, tag value or field key. */
    private void appendName(String name, boolean escapeEquals) {
        for (int i = appendPlain(name); i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c == '\n' || c == '\r' || c == '\t') && !backslashEscapesAll) {
                // A raw newline would end the line in InfluxDB; its own client writes these two characters.
                append((byte) '\\');
                append((byte) (c == '\n' ? 'n' : c == '\r' ? 'r' : 't'));
                continue;
            }
            boolean escape = c == ' ' || c == ',' || (c == '=' && escapeEquals);
            if (escape || (backslashEscapesAll && (c == '\\' || c == '\n' || c == '='))) {
                append((byte) '\\');
            }
            i += appendCharacter(name, i, c);
        }
    }

    /** The characters at its start that need no escape and are a byte each. Returns how many. */
    private int appendPlain(String name) {
        int start = reserve(name.length());
        int plain = 0;
        while (plain < name.length() && isPlain(name.charAt(plain))) {
            buffer[start + plain] = (byte) name.charAt(plain);
            plain++;
        }
        length = start + plain;
        return plain;
    }

    private static boolean isPlain(char c) {
        return c > ' ' && c < 0x7F && c != ',' && c != '=' && c != '\\';
    }

    private void appendText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || (c == '\n' && backslashEscapesAll)) {
                append((byte) '\\');
            }
            i += appendCharacter(text, i, c);
        }
    }

    /** UTF-8; a lone surrogate becomes '?', as {@link String#getBytes()} does. Returns how many more chars it used. */
    private int appendCharacter(String text, int index, char c) {
        if (c < 0x80) {
            append((byte) c);
            return 0;
        }
        if (c < 0x800) {
            append((byte) (0xC0 | (c >> 6)));
            append((byte) (0x80 | (c & 0x3F)));
            return 0;
        }
        boolean pair = Character.isHighSurrogate(c)
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1));
        if (pair) {
            int point = Character.toCodePoint(c, text.charAt(index + 1));
            append((byte) (0xF0 | (point >> 18)));
            append((byte) (0x80 | ((point >> 12) & 0x3F)));
            append((byte) (0x80 | ((point >> 6) & 0x3F)));
            append((byte) (0x80 | (point & 0x3F)));
            return 1;
        }
        if (Character.isSurrogate(c)) {
            append((byte) '?');
            return 0;
        }
        append((byte) (0xE0 | (c >> 12)));
        append((byte) (0x80 | ((c >> 6) & 0x3F)));
        append((byte) (0x80 | (c & 0x3F)));
        return 0;
    }

    void appendAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            append((byte) text.charAt(i));
        }
    }

    void append(byte b) {
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, length * 2);
        }
        buffer[length++] = b;
    }

    /** Room for so many bytes, to be filled in {@link #buffer}. Returns where. */
    int reserve(int bytes) {
        if (bytes > buffer.length - length) {
            buffer = Arrays.copyOf(buffer, Math.max(length * 2, length + bytes));
        }
        int start = length;
        length += bytes;
        return start;
    }

    byte[] buffer() {
        return buffer;
    }

    private void requireValue(String tag, String value) {
        if (!backslashEscapesAll && value.charAt(value.length() - 1) == '\\') {
            requireName("value of tag " + tag, value);
        }
    }

    private void requireName(String what, String name) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException(what + " has no name");
        }
        // InfluxDB can't hold it: the backslash would escape the separator that follows (line protocol reference).
        if (!backslashEscapesAll && name.charAt(name.length() - 1) == '\\') {
            throw new IllegalArgumentException(what + " ends with a backslash, which InfluxDB can't hold: " + name);
        }
    }

    private static void expect(boolean holds, String error) {
        expect(holds, error, "");
    }

    private static void expect(boolean holds, String error, String name) {
        if (!holds) {
            throw new IllegalStateException(error + name);
        }
    }
}
