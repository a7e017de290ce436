package io.citybrain.devices;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.JsonFault;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The JSON around an uplink, read in one pass without a tree: the receptions of each gateway, which are most of it, are
 * skipped. What is wrong is remembered as the first reason; the values of a wrong field stay absent.
 */
final class Envelope {

    static final int MAX_BYTES = 64 * 1024;
    static final int MAX_DEPTH = 16;

    private static final Pattern EUI = Pattern.compile("[0-9A-Fa-f]{16}");

    /** Names are not interned: they come from outside and would stay for ever. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_BYTES)
                    .maxNameLength(1024)
                    .maxNumberLength(64)
                    .build())
            .build();

    /** What a dialect does with one field of an object: read its value or leave it to be skipped. */
    interface Dialect {

        /**
         * The parser stands on the field's value. Returns false if the field is of no interest.
         *
         * @param path the names from the top, joined by dots
         */
        boolean take(String path, Envelope envelope, JsonParser parser) throws IOException;
    }

    private String eui;
    private int port = -1;
    private byte[] payload = {};
    private long sequence;
    private long observedAtMillis = -1;
    private String fault;

    private Envelope() {}

    /** Reads an envelope; {@link #fault()} says what is wrong with it, or is null. */
    static Envelope read(byte[] bytes, Dialect dialect) {
        Envelope envelope = new Envelope();
        if (bytes.length > MAX_BYTES) {
            envelope.refuse("envelope has " + bytes.length + " bytes, at most " + MAX_BYTES + " are read");
            return envelope;
        }
        try (JsonParser parser = JSON.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                envelope.refuse("envelope is not a JSON object");
                return envelope;
            }
            envelope.object("", dialect, parser);
            if (parser.nextToken() != null) {
                envelope.refuse("envelope goes on after its JSON object");
            }
        } catch (IOException e) {
            envelope.refuse("envelope is " + JsonFault.explain(e));
        }
        return envelope;
    }

    private void object(String prefix, Dialect dialect, JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String path = prefix + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value != JsonToken.VALUE_NULL && dialect.take(path, this, parser)) {
                if (value == JsonToken.START_OBJECT) {
                    object(path + '.', dialect, parser);
                } else {
                    parser.skipChildren();
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    String fault() {
        return fault;
    }

    void refuse(String reason) {
        if (fault == null) {
            fault = reason;
        }
    }

    void eui(String path, JsonParser parser) throws IOException {
        String text = text(path, parser);
        if (text == null) {
            return;
        }
        if (!EUI.matcher(text).matches()) {
            refuse(path + " must have 16 hexadecimal digits");
            return;
        }
        eui = text.toUpperCase(Locale.ROOT);
    }

    void port(String path, JsonParser parser) throws IOException {
        long number = integer(path, parser, 255);
        // 0 carries commands of the network, no payload of the application; both servers leave it out.
        port = number <= 0 ? -1 : (int) number;
    }

    void sequence(String path, JsonParser parser) throws IOException {
        sequence = Math.max(0, integer(path, parser, 0xFFFF_FFFFL));
    }

    void payload(String path, JsonParser parser) throws IOException {
        String text = text(path, parser);
        if (text == null) {
            return;
        }
        try {
            payload = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            refuse(path + " must be base64: " + e.getMessage());
        }
    }

    void observedAt(String path, JsonParser parser) throws IOException {
        String text = text(path, parser);
        if (text == null) {
            return;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() < 2000 || time.getYear() > 2100) {
                refuse(path + " is in the year " + time.getYear() + "; years 2000 to 2100 are read");
                return;
            }
            observedAtMillis = time.toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            refuse(path + " must be a time such as 2026-11-24T08:30:00.123Z");
        }
    }

    /** The uplink, or the first thing that was wrong. */
    Decoded<Uplink> toUplink(String network, String euiPath, String timePath) {
        if (fault == null && eui == null) {
            refuse(euiPath + " is missing: nobody knows which device this is");
        }
        if (fault == null && observedAtMillis < 0) {
            refuse(timePath + " is missing: nobody knows when this was");
        }
        return fault != null
                ? Decoded.refused(network + ": " + fault)
                : Decoded.of(new Uplink(eui, port, payload, observedAtMillis, sequence, network));
    }

    private String text(String path, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            refuse(path + " must be a string");
            return null;
        }
        return parser.getText();
    }

    private long integer(String path, JsonParser parser, long max) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                || parser.getLongValue() < 0
                || parser.getLongValue() > max) {
            refuse(path + " must be a whole number from 0 to " + max);
            return -1;
        }
        return parser.getLongValue();
    }
}
