package io.citybrain.wire;

import java.io.Reader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * A large YAML file as a stream of small trees: of each top-level section, one field or item at a time. Scalars follow
 * YAML 1.2's JSON schema, as in {@code true}, {@code 3.2}, {@code null}; all else is text.
 */
final class YamlTree {

    /** Most values in one field or item of a section. */
    static final int MAX_VALUES = 65_536;

    private static final ScalarResolver SCALARS = new JsonSchema().getScalarResolver();

    private final Problems problems;
    private final Iterator<Event> events;
    private int values;

    /** Takes the fields or items of sections: name is of a field, empty for an item. */
    interface Taker {
        void take(String section, String path, String name, Node value);
    }

    /** Stops reading where the text makes no sense any more. */
    private static final class Unreadable extends Exception {
        Unreadable(Event at, String what) {
            super(what, null, false, false);
            this.at = at;
        }

        private final transient Event at;
    }

    YamlTree(Reader text, Problems problems) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE) // the file's size is bounded by its reader
                .build();
        this.problems = problems;
        this.events = new Parse(settings).parseReader(text).iterator();
    }

    /** Reads the one document of the file. */
    void readSections(List<String> sections, Taker taker) {
        try {
            readDocument(sections, taker);
        } catch (Unreadable e) {
            problems.add(line(e.at), column(e.at), e.getMessage());
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            problems.add(
                    mark.map(m -> m.getLine() + 1).orElse(1),
                    mark.map(m -> m.getColumn() + 1).orElse(1),
                    "not YAML: " + Texts.shown(String.valueOf(e.getProblem()), 160));
        } catch (YamlEngineException e) {
            problems.add(1, 1, "not YAML in UTF-8: " + Texts.shown(String.valueOf(e.getMessage()), 160));
        }
    }

    private void readDocument(List<String> sections, Taker taker) throws Unreadable {
        events.next(); // stream start
        Event event = events.next();
        if (event.getEventId() == Event.ID.StreamEnd) {
            throw new Unreadable(event, "the file is empty: write sensors: [ … ]");
        }
        event = events.next(); // after document start
        if (event.getEventId() != Event.ID.MappingStart) {
            throw new Unreadable(event, "the file does not begin with sections: write sensors: [ … ]");
        }
        List<String> seen = new ArrayList<>();
        for (event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            String section = key(event);
            if (seen.contains(section)) {
                throw new Unreadable(event, section + " is there twice");
            }
            seen.add(section);
            if (sections.contains(section)) {
                readSection(section, taker);
            } else {
                String near = NearestWord.find(section, sections);
                throw new Unreadable(
                        event,
                        Texts.shown(section, 80) + " is not a section here: "
                                + (near == null
                                        ? "known are " + String.join(", ", sections)
                                        : "did you mean " + near + "?"));
            }
        }
        events.next(); // document end
        event = events.next();
        if (event.getEventId() != Event.ID.StreamEnd) {
            throw new Unreadable(event, "a second document begins: write one");
        }
        if (!seen.contains("sensors")) {
            throw new Unreadable(event, "sensors is missing: write sensors: [ … ]");
        }
    }

    private void readSection(String section, Taker taker) throws Unreadable {
        Event event = events.next();
        switch (event.getEventId()) {
            case SequenceStart -> {
                int index = 0;
                for (event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
                    values = 0;
                    String path = section + '[' + index++ + ']';
                    taker.take(section, path, "", node(event, path, 2));
                }
            }
            case MappingStart -> {
                for (event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
                    values = 0;
                    String name = key(event);
                    String path = Fields.join(section, name);
                    taker.take(section, path, name, node(events.next(), path, 2));
                }
            }
            default -> throw new Unreadable(event, section + " is a single value: write its entries below it");
        }
    }

    private Node node(Event event, String path, int depth) throws Unreadable {
        int line = line(event);
        int column = column(event);
        if (++values > MAX_VALUES) {
            throw new Unreadable(event, path + " has more than " + MAX_VALUES + " values");
        }
        if (depth > Json.MAX_DEPTH) {
            throw new Unreadable(event, path + " is nested deeper than " + Json.MAX_DEPTH + " levels");
        }
        if (event.getEventId() == Event.ID.Alias
                || (event instanceof NodeEvent anchored && anchored.getAnchor().isPresent())) {
            throw new Unreadable(event, path + " uses an anchor or alias: write the value out, or use defaults");
        }
        return switch (event.getEventId()) {
            case Scalar -> scalar((ScalarEvent) event, line, column);
            case SequenceStart -> Node.list(items(path, depth + 1), line, column);
            case MappingStart -> Node.object(fields(path, depth + 1), line, column);
            default -> throw new Unreadable(event, path + " is not a value");
        };
    }

    private static Node scalar(ScalarEvent event, int line, int column) {
        String text = event.getValue();
        Tag tag = event.isPlain() ? SCALARS.resolve(text, true) : Tag.STR;
        if (tag.equals(Tag.NULL)) {
            return Node.scalar(Node.Type.NULL, null, line, column);
        }
        Node.Type type = tag.equals(Tag.BOOL)
                ? Node.Type.FLAG
                : tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? Node.Type.NUMBER : Node.Type.TEXT;
        return Node.scalar(type, text, line, column);
    }

    private List<Node> items(String path, int depth) throws Unreadable {
        List<Node> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, path + '[' + items.size() + ']', depth));
        }
        return items;
    }

    private Map<String, Node> fields(String path, int depth) throws Unreadable {
        Map<String, Node> fields = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            String name = key(event);
            String fieldPath = Fields.join(path, name);
            Node value = node(events.next(), fieldPath, depth);
            if (fields.putIfAbsent(name, value) != null) {
                problems.add(value, fieldPath, "is there twice: write it once");
            }
        }
        return fields;
    }

    private static String key(Event event) throws Unreadable {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getValue();
        }
        throw new Unreadable(event, "a name is expected here, not a list or an object");
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static int column(Event event) {
        return event.getStartMark().map(mark -> mark.getColumn() + 1).orElse(1);
    }
}
