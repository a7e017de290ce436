package io.citybrain.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.Locale;

/**
 * Why the JSON parser gave up, for the person who programs the device: what, where, what to do. The parser's own text
 * names classes, features and sources of Jackson, so none of it is handed on.
 */
public final class JsonFault {

    private static final String WANTED = "send one JSON object such as {\"name\":\"text\",\"count\":1}";

    /** A part of Jackson's message (2.21, UTF8StreamJsonParser and ParserMinimalBase), what it means; first match wins. */
    private static final String[][] WORDS = {
        {"Unexpected end-of-input", "it ends before the object is closed"},
        {"Unexpected close marker", "a bracket is closed that is not open"},
        {"Leading zeroes", "a number begins with 0, as in 07"},
        {"Decimal point not followed", "no digit follows the decimal point of a number"},
        {"Exponent indicator not followed", "no digit follows the e of a number"},
        {"follow minus sign", "no digit follows the minus of a number"},
        {"plus signs", "a number begins with +"},
        {"comment", "JSON has no comments"},
        {"hex-digit", "\\u in a text needs four hexadecimal digits"},
        {"character escape", "a backslash in a text stands before a character that needs none"},
        {"Illegal unquoted character", "a text holds a control character, which must be written as \\n or \\u0000"},
        {"Illegal character", "a control character stands between the values"},
        {"Expected space separating root-level", "something follows the object"},
        {"Unrecognized token", "a word stands where none is allowed, texts need double quotes"},
        {"expected a valid value", "a value is missing, texts need double quotes"},
        {"expected a value", "a value is missing"},
        {"was expecting a colon", "no colon follows a field's name"},
        {"was expecting comma", "a comma is missing between two values"},
        {"to start field name", "a field's name without double quotes, or a comma after the last field"}
    };

    private JsonFault() {}

    /** The reason for a refusal, such as {@code not JSON at line 1 column 17: it ends before the object is closed: …}. */
    public static String explain(IOException failure) {
        if (!(failure instanceof JsonProcessingException problem)) {
            return "not JSON: " + WANTED;
        }
        String message = problem.getOriginalMessage();
        if (failure instanceof StreamConstraintsException) {
            return overLimit(message);
        }
        String where = Json.where(problem.getLocation());
        if (message.startsWith("Non-standard token")) {
            return "not JSON" + where
                    + ": NaN and Infinity are not JSON numbers: leave the field out if there is no value";
        }
        return "not JSON" + where + ": " + words(message) + ": " + WANTED;
    }

    private static String words(String message) {
        for (String[] pair : WORDS) {
            if (message.contains(pair[0])) {
                return pair[1];
            }
        }
        return "a character stands where none is allowed";
    }

    /** The parser does not say where it met a limit. */
    private static String overLimit(String message) {
        if (message.contains("nesting depth")) {
            return "nested deeper than " + Json.MAX_DEPTH + " levels: send fewer levels";
        }
        if (message.contains("Number")) {
            return "a number is longer than " + Json.MAX_NUMBER_CHARACTERS + " characters: send fewer digits";
        }
        if (message.contains("Name")) {
            return String.format(
                    Locale.ROOT,
                    "a field name is longer than %,d characters: send a shorter name",
                    Json.MAX_NAME_CHARACTERS);
        }
        return "over a limit of the JSON reader: send a smaller object";
    }
}
