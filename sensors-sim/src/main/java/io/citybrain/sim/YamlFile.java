package io.citybrain.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML file that is a list of flat mappings; gathers every mistake with its line. */
final class YamlFile {
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final String name;
    private final List<String> errors = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();

    private YamlFile(String name) {
        this.name = name;
    }

    static YamlFile read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException(file + ": larger than " + MOST_BYTES + " bytes");
        }
        return parse(file.getFileName().toString(), Files.readString(file));
    }

    /** @param name begins error messages */
    static YamlFile parse(String name, String text) {
        YamlFile yaml = new YamlFile(name);
        try {
            Optional<Node> root = new Compose(LoadSettings.builder().build()).composeString(text);
            root.ifPresentOrElse(yaml::addList, () -> yaml.error(1, "is empty, must be a list"));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            yaml.error(line, "is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            yaml.error(1, "is not YAML: " + e.getMessage());
        }
        return yaml;
    }

    private void addList(Node root) {
        if (!(root instanceof SequenceNode list)) {
            error(line(root), "must be a list: begin each entry with '- '");
            return;
        }
        for (Node item : list.getValue()) {
            if (item instanceof MappingNode mapping) {
                entries.add(new Entry(line(item), fields(mapping)));
            } else {
                error(line(item), "must be a mapping such as {name: value}");
            }
        }
    }

    private Map<String, String> fields(MappingNode mapping) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (NodeTuple pair : mapping.getValue()) {
            if (pair.getKeyNode() instanceof ScalarNode key && pair.getValueNode() instanceof ScalarNode value) {
                if (fields.put(key.getValue(), value.getValue()) != null) {
                    error(line(key), key.getValue() + " is there twice");
                }
            } else {
                error(line(pair.getKeyNode()), "must be a name and one value");
            }
        }
        return fields;
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    List<Entry> list() {
        return entries;
    }

    void error(int line, String reason) {
        errors.add(name + ":" + line + ": " + reason);
    }

    /** @throws IllegalArgumentException with every mistake so far, a line for each; nothing if there is none */
    void throwErrors() {
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", errors));
        }
    }

    /** One mapping of the list. */
    final class Entry {
        private final int line;
        private final Map<String, String> fields;

        private Entry(int line, Map<String, String> fields) {
            this.line = line;
            this.fields = fields;
        }

        String where() {
            return name + ":" + line;
        }

        void error(String reason) {
            YamlFile.this.error(line, reason);
        }

        void refuseOthers(Set<String> known) {
            for (String field : fields.keySet()) {
                if (!known.contains(field)) {
                    error("unknown field " + field + ": use "
                            + String.join(", ", known.stream().sorted().toList()));
                }
            }
        }

        /** The text, or null if it is missing. */
        String findText(String field) {
            return fields.get(field);
        }

        /** The text; an error and null if it is missing. */
        String text(String field) {
            String value = fields.get(field);
            if (value == null) {
                error(field + " is missing");
            }
            return value;
        }

        double number(String field, double low, double high) {
            return text(field) == null ? Double.NaN : findNumber(field, low, high);
        }

        /** The number, or NaN if it is missing; an error and NaN if it is none or out of range. */
        double findNumber(String field, double low, double high) {
            String value = fields.get(field);
            if (value == null) {
                return Double.NaN;
            }
            try {
                double number = Double.parseDouble(value);
                if (number >= low && number <= high) {
                    return number;
                }
                error(field + " is " + value + ", must be between " + low + " and " + high);
            } catch (NumberFormatException e) {
                error(field + " is '" + value + "', must be a number");
            }
            return Double.NaN;
        }
    }
}
