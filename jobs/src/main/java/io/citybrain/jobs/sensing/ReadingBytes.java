package io.citybrain.jobs.sensing;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Readings between two steps of the running job: what is missing takes one bit, a word of the contract one byte. Both
 * ends are of one version, so nothing here is a format to keep. Not thread-safe.
 */
final class ReadingBytes {
    private static final Kind[] KINDS = Kind.values();

    private static final int NO_TEXT = 0;
    private static final int ANY_TEXT = 1;
    private static final int FIRST_WORD = 2;

    private static final int FIRST_CAPACITY_BYTES = 256;

    private byte[] scratch = new byte[FIRST_CAPACITY_BYTES];

    /** All but the sensor's id. */
    @SuppressWarnings("EnumOrdinal") // not stored
    void write(Reading reading, DataOutputView out) throws IOException {
        out.writeByte(reading.kind().ordinal());
        out.writeLong(reading.observedAtMillis());
        out.writeLong(reading.sequence());
        writeNumbers(reading.numbers(), out);
        String[] texts = reading.texts();
        out.writeByte(texts.length);
        for (int i = 0; i < texts.length; i++) {
            writeText(reading.kind().texts().get(i), texts[i], out);
        }
    }

    Reading read(String sensor, DataInputView in) throws IOException {
        Kind kind = KINDS[in.readByte()];
        long observedAtMillis = in.readLong();
        long sequence = in.readLong();
        double[] numbers = readNumbers(in);
        String[] texts = new String[in.readByte()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = readText(kind.texts().get(i), in);
        }
        return new Reading(sensor, kind, observedAtMillis, sequence, numbers, texts);
    }

    private static void writeNumbers(double[] numbers, DataOutputView out) throws IOException {
        int there = 0;
        for (int i = 0; i < numbers.length; i++) {
            there |= Double.isNaN(numbers[i]) ? 0 : 1 << i;
        }
        out.writeByte(numbers.length);
        out.writeInt(there);
        for (double number : numbers) {
            if (!Double.isNaN(number)) {
                out.writeDouble(number);
            }
        }
    }

    private static double[] readNumbers(DataInputView in) throws IOException {
        double[] numbers = new double[in.readByte()];
        int there = in.readInt();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (there & 1 << i) != 0 ? in.readDouble() : Double.NaN;
        }
        return numbers;
    }

    private void writeText(Quantity quantity, String text, DataOutputView out) throws IOException {
        if (text == null) {
            out.writeByte(NO_TEXT);
            return;
        }
        int word = quantity.allowed().indexOf(text);
        out.writeByte(word < 0 ? ANY_TEXT : FIRST_WORD + word);
        if (word < 0) {
            writeString(text, out);
        }
    }

    private String readText(Quantity quantity, DataInputView in) throws IOException {
        int what = in.readByte();
        return switch (what) {
            case NO_TEXT -> null;
            case ANY_TEXT -> readString(in);
            default -> {
                List<String> words = quantity.allowed();
                yield words.get(what - FIRST_WORD);
            }
        };
    }

    /** Almost all ids are ASCII: then a character is a byte, copied as a whole at the other end. */
    void writeString(String text, DataOutputView out) throws IOException {
        int length = text.length();
        ensure(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                writeWide(text, out);
                return;
            }
            scratch[i] = (byte) c;
        }
        out.writeInt(length);
        out.write(scratch, 0, length);
    }

    private static void writeWide(String text, DataOutputView out) throws IOException {
        out.writeInt(-text.length());
        for (int i = 0; i < text.length(); i++) {
            out.writeChar(text.charAt(i));
        }
    }

    String readString(DataInputView in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            char[] wide = new char[-length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = in.readChar();
            }
            return new String(wide);
        }
        ensure(length);
        in.readFully(scratch, 0, length);
        return new String(scratch, 0, length, StandardCharsets.ISO_8859_1);
    }

    private void ensure(int length) {
        if (scratch.length < length) {
            scratch = new byte[Math.max(length, 2 * scratch.length)];
        }
    }
}
