package io.citybrain.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of one object, read by name. What is wrong goes to {@link Problems} and the caller gets a stand-in (null,
 * NaN, 0), so that reading goes on and all problems are told together. A {@code null} in the document is missing.
 */
final class Fields {

    private final Node node;
    private final String path;
    private final Problems problems;
    private final Set<String> asked = new HashSet<>();
    /** Stands in for an object that is missing, which is told once and not again for each of its fields. */
    private final boolean standIn;

    Fields(Node node, String path, Problems problems) {
        this(node, path, problems, false);
    }

    private Fields(Node node, String path, Problems problems, boolean standIn) {
        this.node = node;
        this.path = path;
        this.problems = problems;
        this.standIn = standIn;
    }

    static String join(String path, String name) {
        return path.isEmpty() ? Texts.shown(name, 80) : path + '.' + Texts.shown(name, 80);
    }

    /** The field, or null if it is missing or null. */
    Node find(String name) {
        asked.add(name);
        Node value = node.fields().get(name);
        return value == null || value.type() == Node.Type.NULL ? null : value;
    }

    /** False for what stands in for a missing object. */
    boolean isThere() {
        return !standIn;
    }

    /** Of the object in the document, from 1. */
    int line() {
        return node.line();
    }

    boolean has(String name) {
        return find(name) != null;
    }

    void problem(String name, String what) {
        Node at = node.fields().getOrDefault(name, node);
        problems.add(at, name.isEmpty() ? path : join(path, name), what);
    }

    /** A text that must be there; null if it is not. */
    String text(String name, int maxCharacters) {
        return present(name, "send a string") ? findText(name, maxCharacters) : null;
    }

    String findText(String name, int maxCharacters) {
        Node value = findOf(name, Node.Type.TEXT, "a string");
        return value == null ? null : checkedText(name, value.text(), maxCharacters);
    }

    /** An id that must be there. */
    String id(String name) {
        return present(name, "send an id") ? findId(name) : null;
    }

    String findId(String name) {
        Node value = findOf(name, Node.Type.TEXT, "a string");
        String fault = value == null ? null : Ids.findFault(value.text());
        if (fault != null) {
            problem(name, fault);
        }
        return value == null || fault != null ? null : value.text();
    }

    /** A text that must be there, whatever its characters: of a foreign message, to be looked at. */
    String anyText(String name, int maxCharacters) {
        Node value = present(name, "send a string") ? findOf(name, Node.Type.TEXT, "a string") : null;
        if (value != null && value.text().length() > maxCharacters) {
            problem(name, "is " + value.text().length() + " characters long: the limit is " + maxCharacters);
        }
        return value == null ? null : value.text();
    }

    private String checkedText(String name, String text, int maxCharacters) {
        String fault = text.length() > maxCharacters
                ? "is " + text.length() + " characters long: the limit is " + maxCharacters
                : Texts.findFault(text);
        if (fault != null) {
            problem(name, fault);
        }
        return fault == null ? text : null;
    }

    /** One of these words; null if missing or another. */
    String word(String name, List<String> words) {
        if (!present(name, "send one of " + String.join(", ", words))) {
            return null;
        }
        Node value = findOf(name, Node.Type.TEXT, "a string");
        if (value == null || words.contains(value.text())) {
            return value == null ? null : value.text();
        }
        problem(name, "is " + Texts.quoted(value.text()) + ": allowed are " + String.join(", ", words));
        return null;
    }

    /** A finite number, or NaN if missing. */
    double findNumber(String name) {
        return findNumber(name, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    /** A number in a range, or NaN if missing. */
    double findNumber(String name, double low, double high) {
        Node value = findOf(name, Node.Type.NUMBER, "a number");
        if (value == null) {
            return Double.NaN;
        }
        double number = Numbers.parse(value.text());
        if (!Double.isFinite(number)) {
            problem(name, "is not a finite number (" + Texts.shown(value.text(), 40) + ")");
        } else if (number < low || number > high) {
            problem(
                    name,
                    Texts.shown(value.text(), 40) + " is not between " + Numbers.shown(low) + " and "
                            + Numbers.shown(high));
        } else {
            return number;
        }
        return Double.NaN;
    }

    double number(String name, double low, double high) {
        return present(name, "send a number") ? findNumber(name, low, high) : Double.NaN;
    }

    /** A whole number in a range, or {@code absent}. */
    int findWhole(String name, int low, int high, int absent) {
        double number = findNumber(name, low, high);
        if (Double.isNaN(number)) {
            return absent;
        }
        if (number != Math.rint(number)) {
            problem(name, "is " + number + ": send a whole number");
            return absent;
        }
        return (int) number;
    }

    int whole(String name, int low, int high) {
        return present(name, "send a whole number") ? findWhole(name, low, high, low) : low;
    }

    boolean findFlag(String name) {
        Node value = findOf(name, Node.Type.FLAG, "true or false");
        return value != null && value.text().equals("true");
    }

    boolean flag(String name) {
        return present(name, "send true or false") && findFlag(name);
    }

    /** Epoch milliseconds of a time that must be there. */
    long time(String name) {
        return present(name, Times.WANTED) ? findTime(name) : 0;
    }

    /** Epoch milliseconds, or 0 if missing. */
    long findTime(String name) {
        Node value = find(name);
        if (value == null) {
            return 0;
        }
        long millis;
        if (value.type() == Node.Type.TEXT) {
            millis = Times.parse(value.text());
            if (millis == Times.NOT_A_TIME || millis == Times.NO_OFFSET) {
                problem(name, Times.refusal("", value.text(), millis).strip());
                return 0;
            }
        } else if (value.type() == Node.Type.NUMBER) {
            millis = (long) Numbers.parse(value.text());
        } else {
            problem(name, "is " + value.describe() + ": " + Times.WANTED);
            return 0;
        }
        String fault = Times.findFault(millis);
        if (fault != null) {
            problem(name, "(" + Texts.shown(value.text(), 40) + ") " + fault);
        }
        return fault == null ? millis : 0;
    }

    /** An object that must be there; without fields if it is not. */
    Fields object(String name) {
        Fields found = present(name, "send an object") ? findObject(name) : null;
        return found == null ? new Fields(Node.object(Map.of(), 1, 1), path, problems, true) : found;
    }

    /** An object, or null if missing. */
    Fields findObject(String name) {
        Node value = findOf(name, Node.Type.OBJECT, "an object");
        return value == null ? null : new Fields(value, join(path, name), problems);
    }

    /** Items of a list, empty if missing. */
    List<Node> findList(String name, int maxItems) {
        Node value = findOf(name, Node.Type.LIST, "a list");
        if (value == null) {
            return List.of();
        }
        if (value.items().size() > maxItems) {
            problem(name, "has " + value.items().size() + " items: the limit is " + maxItems);
            return List.of();
        }
        return value.items();
    }

    /** Ids of a list, empty if missing. */
    List<String> findIds(String name, int maxItems) {
        List<String> ids = new ArrayList<>();
        List<Node> items = findList(name, maxItems);
        for (int i = 0; i < items.size(); i++) {
            Node item = items.get(i);
            String fault = item.type() == Node.Type.TEXT
                    ? Ids.findFault(item.text())
                    : "is " + item.describe() + ": send a string";
            if (fault == null) {
                ids.add(item.text());
            } else {
                problemAt(item, name + '[' + i + ']', fault);
            }
        }
        return List.copyOf(ids);
    }

    /** Whole numbers from 0 to {@code high} of a list, empty if missing. */
    int[] findWholes(String name, int maxItems, int high) {
        List<Node> items = findList(name, maxItems);
        int[] wholes = new int[items.size()];
        for (int i = 0; i < wholes.length; i++) {
            Node item = items.get(i);
            double number = item.type() == Node.Type.NUMBER ? Numbers.parse(item.text()) : Double.NaN;
            if (number >= 0 && number <= high && number == Math.rint(number)) {
                wholes[i] = (int) number;
            } else {
                problemAt(
                        item,
                        name + '[' + i + ']',
                        "is " + item.describe() + ": send a whole number from 0 to " + high);
            }
        }
        return wholes;
    }

    /** Objects of a list, empty if missing. */
    List<Fields> findObjects(String name, int maxItems) {
        List<Fields> objects = new ArrayList<>();
        List<Node> items = findList(name, maxItems);
        for (int i = 0; i < items.size(); i++) {
            Node item = items.get(i);
            String place = name + '[' + i + ']';
            if (item.type() == Node.Type.OBJECT) {
                objects.add(new Fields(item, join(path, place), problems));
            } else {
                problemAt(item, place, "is " + item.describe() + ": send an object");
            }
        }
        return objects;
    }

    /** A whole number from 0 to {@code high} that must be there; 0 if it is not. */
    long wholeLong(String name, long high) {
        double number = number(name, 0, (double) high);
        if (!Double.isNaN(number) && number != Math.rint(number)) {
            problem(name, "is " + number + ": send a whole number");
        }
        return Double.isNaN(number) ? 0 : (long) number;
    }

    /** Names of all fields, in order; they count as asked for. */
    List<String> names() {
        asked.addAll(node.fields().keySet());
        return new ArrayList<>(node.fields().keySet());
    }

    /** A problem of something inside a field, such as an item of a list. */
    void problemAt(Node at, String name, String what) {
        problems.add(at, join(path, name), what);
    }

    /** In a file, reports every field that nobody asked for, with the nearest known name; a message may have them. */
    void reportUnknownIfStrict() {
        if (!problems.isOfFile()) {
            return;
        }
        for (String name : node.fields().keySet()) {
            if (!asked.contains(name)) {
                String near = NearestWord.find(name, asked);
                problem(
                        name,
                        "is not a field here"
                                + (near == null
                                        ? ": known are " + String.join(", ", new TreeSet<>(asked))
                                        : ": did you mean " + near + "?"));
            }
        }
    }

    private boolean present(String name, String wanted) {
        if (has(name)) {
            return true;
        }
        if (!standIn) {
            problems.add(node, join(path, name), "is missing: " + wanted);
        }
        return false;
    }

    private Node findOf(String name, Node.Type type, String wanted) {
        Node value = find(name);
        if (value != null && value.type() != type) {
            problem(name, "is " + value.describe() + ": send " + wanted);
            return null;
        }
        return value;
    }
}
