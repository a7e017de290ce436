package io.citybrain.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** The one JSON parser and writer of the contract, with its limits. */
final class Json {

    /** Largest payload of a message in bytes; {@link RefusedJson} alone needs more. */
    static final int MAX_PAYLOAD_BYTES = 65_536;
    /** Deepest nesting of objects and arrays. */
    static final int MAX_DEPTH = 16;
    /** Longest number in characters. A double needs at most 25. */
    static final int MAX_NUMBER_CHARACTERS = 100;
    /** Longest field name in bytes. */
    static final int MAX_NAME_CHARACTERS = 1_024;

    // Interning would let a stranger's field names grow a table of the JVM.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_CHARACTERS)
                    .maxNameLength(MAX_NAME_CHARACTERS)
                    .build())
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private Json() {}

    /** Something that writes the fields of one object. */
    interface Body {
        void writeTo(JsonGenerator json) throws IOException;
    }

    static JsonParser parser(byte[] payload) throws IOException {
        return FACTORY.createParser(payload);
    }

    /** The bytes of one JSON object. */
    static byte[] object(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            body.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("JSON into memory", e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    /** Writes a text, or nothing if it is null. */
    static void text(JsonGenerator json, String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, Texts.writable(value));
        }
    }

    /** Writes a number as short as it is, or nothing if it is NaN. Throws IllegalArgumentException if it is infinite. */
    static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isNaN(value)) {
            return;
        }
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + ": JSON has no such number, leave it NaN");
        }
        json.writeFieldName(name);
        long whole = (long) value;
        // bits, not ==, so that -0.0 stays what it is
        if (Math.abs(value) < 1e15 && Double.doubleToRawLongBits((double) whole) == Double.doubleToRawLongBits(value)) {
            json.writeNumber(whole);
        } else {
            json.writeNumber(value);
        }
    }

    /** Writes a time, or nothing if it is 0 or none that a reader would take. */
    static void timeIfKnown(JsonGenerator json, String name, long epochMillis) throws IOException {
        if (Times.findFault(epochMillis) == null) {
            time(json, name, epochMillis);
        }
    }

    static void texts(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(Texts.writable(value));
        }
        json.writeEndArray();
    }

    static void wholes(JsonGenerator json, String name, int[] values) throws IOException {
        json.writeFieldName(name);
        json.writeArray(values, 0, values.length);
    }

    static void time(JsonGenerator json, String name, long epochMillis) throws IOException {
        json.writeStringField(name, Times.format(epochMillis));
    }

    /** What is wrong with the payload before it is parsed, or null. */
    static String findFault(byte[] payload, int maxBytes) {
        if (payload.length == 0) {
            return "payload is empty: send a JSON object";
        }
        if (payload.length > maxBytes) {
            return String.format(Locale.ROOT, "payload is %,d bytes: send at most %,d", payload.length, maxBytes);
        }
        // A zero among the first two bytes is UTF-16 or UTF-32, which Jackson would read without a word.
        boolean wide = payload[0] == 0 || (payload.length > 1 && payload[1] == 0);
        return wide || !Utf8.isValid(payload) ? "payload is not UTF-8: send UTF-8 without other encodings" : null;
    }

    /** Where in the payload, to follow a reason; empty if unknown. */
    static String where(JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + " column " + location.getColumnNr();
    }

    /** What the parser stands on, for a reason: {@code a string ("3.2")}, {@code an object}. */
    static String describe(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string (" + Texts.quoted(json.getText()) + ")";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number (" + Texts.shown(json.getText(), 40) + ")";
            default -> json.getText();
        };
    }
}
