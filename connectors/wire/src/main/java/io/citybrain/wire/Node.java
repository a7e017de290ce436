package io.citybrain.wire;

import java.util.List;
import java.util.Map;

/**
 * A value of a small document (registry, alert, command), JSON or YAML, with its place in the text. Telemetry does not
 * come this way.
 *
 * @param type what it is
 * @param text of TEXT and NUMBER: as written; of FLAG: {@code true} or {@code false}; null otherwise
 * @param fields of OBJECT: its fields in order; empty otherwise
 * @param items of LIST: its items; empty otherwise
 * @param line from 1
 * @param column from 1
 */
record Node(Type type, String text, Map<String, Node> fields, List<Node> items, int line, int column) {

    enum Type {
        OBJECT,
        LIST,
        TEXT,
        NUMBER,
        FLAG,
        NULL
    }

    static Node scalar(Type type, String text, int line, int column) {
        return new Node(type, text, Map.of(), List.of(), line, column);
    }

    static Node object(Map<String, Node> fields, int line, int column) {
        return new Node(Type.OBJECT, null, fields, List.of(), line, column);
    }

    static Node list(List<Node> items, int line, int column) {
        return new Node(Type.LIST, null, Map.of(), items, line, column);
    }

    /** For a reason: {@code a string ("3.2")}, {@code an object}. */
    String describe() {
        return switch (type) {
            case OBJECT -> "an object";
            case LIST -> "a list";
            case TEXT -> "a string (" + Texts.quoted(text) + ")";
            case NUMBER -> "a number (" + Texts.shown(text, 40) + ")";
            case FLAG -> text;
            case NULL -> "null";
        };
    }
}
