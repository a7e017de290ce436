package io.citybrain.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citybrain.http.view.Documents;
import io.citybrain.wire.Instants;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** The JSON object that a request carries, at most {@link #MOST_BYTES}. All mistakes are told together. */
final class Body {
    static final int MOST_BYTES = 65_536;
    static final int MOST_TEXT_CHARACTERS = 1_024;
    static final int MOST_ID_CHARACTERS = 128;
    /** What steers a terminal or turns text around is in no id and no text. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");

    private final ObjectNode json;
    private final List<Problem.Fault> faults = new ArrayList<>();

    private Body(ObjectNode json) {
        this.json = json;
    }

    static Body read(Context context) {
        String type = context.contentType();
        if (type == null || !type.startsWith("application/json")) {
            throw Problem.of(415, "not-json", "send application/json");
        }
        byte[] bytes = bytes(context, MOST_BYTES);
        try {
            JsonNode node = Documents.MAPPER.readTree(bytes);
            if (node instanceof ObjectNode object) {
                return new Body(object);
            }
        } catch (IOException e) {
            throw Problem.of(400, "not-json", "the body is not JSON: send one object");
        }
        throw Problem.of(400, "not-json", "the body is no JSON object: send one object");
    }

    /** The bytes of a body, of which no more than allowed are read. */
    static byte[] bytes(Context context, int most) {
        if (context.contentLength() > most) {
            throw tooLarge(most);
        }
        try {
            byte[] bytes = context.req().getInputStream().readNBytes(most + 1);
            if (bytes.length > most) {
                throw tooLarge(most);
            }
            return bytes;
        } catch (IOException e) {
            throw Problem.of(400, "cut", "the body did not come whole");
        }
    }

    private static Problem tooLarge(int most) {
        return Problem.of(413, "too-large", "the body is larger than " + most + " bytes");
    }

    /** The tree, for what has no fields of its own here. */
    ObjectNode json() {
        return json;
    }

    boolean has(String name) {
        return json.hasNonNull(name);
    }

    void fault(String field, String code, String detail) {
        faults.add(new Problem.Fault(field, code, detail));
    }

    /** @throws Problem if anything was wrong */
    void check() {
        if (!faults.isEmpty()) {
            throw Problem.faults(faults);
        }
    }

    /** A text that must be there; empty if it is not. */
    String text(String name, int most) {
        String text = findText(name, most);
        if (text == null && !json.hasNonNull(name)) {
            fault(name, "missing", "is missing: send a string");
        }
        return text == null ? "" : text;
    }

    String id(String name) {
        String id = text(name, MOST_ID_CHARACTERS);
        if (json.hasNonNull(name) && id.isEmpty()) {
            fault(name, "empty", "is empty");
        }
        return id;
    }

    /** A text, or null. */
    String findText(String name, int most) {
        JsonNode node = json.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            fault(name, "not-text", "must be a string");
            return null;
        }
        String text = node.textValue().strip();
        if (text.length() > most) {
            fault(name, "too-long", "is longer than " + most + " characters");
            return null;
        }
        boolean isOfLines = most > MOST_ID_CHARACTERS;
        if (CONTROL.matcher(isOfLines ? text.replaceAll("[\\r\\n\\t]", " ") : text)
                .find()) {
            fault(name, "control-character", "holds a control character");
            return null;
        }
        return text;
    }

    String findId(String name) {
        String id = findText(name, MOST_ID_CHARACTERS);
        return id == null || id.isEmpty() ? null : id;
    }

    /** One of these words, or null with a fault. */
    String word(String name, List<String> words) {
        String word = text(name, MOST_ID_CHARACTERS);
        if (words.contains(word)) {
            return word;
        }
        if (json.hasNonNull(name)) {
            fault(name, "not-a-word", "must be one of " + String.join(", ", words));
        }
        return null;
    }

    /** Epoch milliseconds, or 0. */
    long findTime(String name) {
        JsonNode node = json.get(name);
        if (node == null || node.isNull()) {
            return 0;
        }
        long millis = node.isTextual() ? Instants.parse(node.textValue()) : Instants.parse(formatted(node));
        if (millis == Instants.NOT_A_TIME) {
            fault(name, "not-a-time", "must be RFC 3339, such as 2026-11-24T08:30:00.000Z, or epoch milliseconds");
            return 0;
        }
        return millis;
    }

    private static String formatted(JsonNode node) {
        return node.canConvertToLong() && node.longValue() > 0 && node.longValue() < 4_102_444_800_000L
                ? Instants.format(node.longValue())
                : "";
    }

    int whole(String name, int low, int high, int usual) {
        JsonNode node = json.get(name);
        if (node == null || node.isNull()) {
            return usual;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < low || node.intValue() > high) {
            fault(name, "out-of-range", "must be a whole number, " + low + " to " + high);
            return usual;
        }
        return node.intValue();
    }

    /** A finite number, or NaN. */
    double findNumber(ObjectNode of, String field, String name, double low, double high) {
        JsonNode node = of.get(name);
        if (node == null || node.isNull()) {
            return Double.NaN;
        }
        double number = node.isNumber() ? node.doubleValue() : Double.NaN;
        if (!(number >= low && number <= high)) {
            fault(field, "out-of-range", "must be a number, " + low + " to " + high);
            return Double.NaN;
        }
        return number;
    }

    /** The id of a command: the caller's, so that it can be sent again, or a new one. */
    String commandId() {
        String id = findId("commandId");
        return id == null ? "door-" + UUID.randomUUID() : id;
    }
}
