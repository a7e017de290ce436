package io.citybrain.wire;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.SensorEntry;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The registry as a YAML file (or JSON, which is YAML):
 *
 * <pre>
 * defaults:                          # optional, before the sensors
 *   water-level: {heartbeatSeconds: 900, limits: {water-above-warning: {raise: 3.2}}}
 * sensors:
 *   - {sensor: river-1, kind: water-level, place: {longitude: 120.1, latitude: 30.2}, …}
 * </pre>
 *
 * A sensor's own field wins over its kind's default; limits are merged rule by rule and field by field. Sensors are
 * read one at a time, so a file may be 256 MiB (about a million sensors); that is why defaults come first. One sensor
 * may nest 16 deep and have 65,536 values. Anchors and aliases are refused: defaults do what they are used for, and
 * without them nothing can expand.
 */
public final class RegistryFile {

    /** Largest file in bytes. */
    static final long MAX_BYTES = 256L << 20;

    private static final List<String> SECTIONS = List.of("defaults", "sensors");

    private final Problems problems;
    private final Map<Kind, Node> defaults = new EnumMap<>(Kind.class);
    private final Map<String, Integer> lineBySensor = new HashMap<>();
    private final Map<String, Integer> lineByEui = new HashMap<>();
    private final List<SensorEntry> entries = new ArrayList<>();

    /**
     * What a file holds.
     *
     * @param entries all entries without errors, in the order of the file
     * @param errors all errors, up to 100, each as {@code file:line:column field what}; empty if the file is right
     */
    public record Result(List<SensorEntry> entries, List<String> errors) {}

    private RegistryFile(Problems problems) {
        this.problems = problems;
    }

    /** Reads a registry file. Never throws; a file that cannot be read is an error in the result. */
    public static Result read(Path file) {
        Path fileName = file.getFileName();
        String name = fileName == null ? file.toString() : fileName.toString();
        try {
            long bytes = Files.size(file);
            if (bytes > MAX_BYTES) {
                return unread(
                        name, String.format(Locale.ROOT, "the file has %,d bytes: the limit is %,d", bytes, MAX_BYTES));
            }
            try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                return read(name, text);
            }
        } catch (NoSuchFileException e) {
            return unread(name, "there is no such file: " + file.toAbsolutePath());
        } catch (IOException e) {
            return unread(name, "cannot be read: " + e);
        }
    }

    /** Reads a registry from text; the name stands before the errors. */
    static Result read(String name, Reader text) {
        Problems problems = new Problems(name);
        RegistryFile registry = new RegistryFile(problems);
        new YamlTree(text, problems).readSections(SECTIONS, registry::take);
        return new Result(List.copyOf(registry.entries), problems.all());
    }

    private static Result unread(String name, String why) {
        return new Result(List.of(), List.of(name + ":1:1 " + why));
    }

    /** Takes one field of {@code defaults} or one item of {@code sensors}, as it is read. */
    private void take(String section, String path, String name, Node value) {
        if (section.equals("defaults")) {
            takeDefaults(path, name, value);
        } else {
            takeSensor(path, value);
        }
    }

    private void takeDefaults(String path, String kindName, Node value) {
        Kind kind = Kind.find(kindName);
        if (kind == null) {
            String near = NearestWord.find(kindName, EntryFields.KIND_NAMES);
            problems.add(
                    value,
                    path,
                    "is not a kind: "
                            + (near == null
                                    ? "known kinds are " + String.join(", ", EntryFields.KIND_NAMES)
                                    : "did you mean " + near + "?"));
            return;
        }
        if (!lineBySensor.isEmpty()) {
            problems.add(value, path, "comes after the sensors: move defaults before them");
            return;
        }
        if (value.type() != Node.Type.OBJECT) {
            problems.add(value, path, "is " + value.describe() + ": write {heartbeatSeconds: …, limits: …}");
            return;
        }
        int before = problems.count();
        Fields fields = new Fields(value, path, problems);
        EntryFields.heartbeatSeconds(fields);
        EntryFields.limits(fields);
        fields.reportUnknownIfStrict();
        if (problems.count() == before) {
            defaults.put(kind, value);
        }
    }

    private void takeSensor(String path, Node value) {
        if (value.type() != Node.Type.OBJECT) {
            problems.add(value, path, "is " + value.describe() + ": write {sensor: …, kind: …, place: …}");
            return;
        }
        int before = problems.count();
        Fields fields = new Fields(withDefaults(value), path, problems);
        String sensor = fields.id("sensor");
        SensorEntry entry = EntryFields.read(sensor == null ? "unnamed" : sensor, fields);
        fields.reportUnknownIfStrict();
        if (sensor != null) {
            Integer line = lineBySensor.putIfAbsent(sensor, value.line());
            if (line != null) {
                fields.problem("sensor", Texts.quoted(sensor) + " is already at line " + line + ": ids are unique");
            }
        }
        if (problems.count() == before && entry.device() != null) {
            requireOwnDevice(entry.device().eui(), value, path);
        }
        if (problems.count() == before) {
            entries.add(entry);
        }
    }

    /** A frame names its device by the EUI alone: of two entries, one would never hear anything. */
    private void requireOwnDevice(String eui, Node sensor, String path) {
        Integer line = lineByEui.putIfAbsent(eui, sensor.line());
        if (line != null) {
            problems.add(
                    sensor.fields().get("device"),
                    Fields.join(path, "device.eui"),
                    eui + " is already the device at line " + line + ": a device belongs to one sensor");
        }
    }

    private Node withDefaults(Node sensor) {
        Node kind = sensor.fields().get("kind");
        Kind known = kind == null || kind.text() == null ? null : Kind.find(kind.text());
        Node filler = known == null ? null : defaults.get(known);
        return filler == null ? sensor : merged(sensor, filler);
    }

    /** What stands in {@code own} wins; objects are merged. */
    private static Node merged(Node own, Node filler) {
        Map<String, Node> fields = new LinkedHashMap<>(own.fields());
        filler.fields()
                .forEach((name, value) -> fields.merge(
                        name,
                        value,
                        (mine, theirs) -> mine.type() == Node.Type.OBJECT && theirs.type() == Node.Type.OBJECT
                                ? merged(mine, theirs)
                                : mine));
        return Node.object(fields, own.line(), own.column());
    }
}
