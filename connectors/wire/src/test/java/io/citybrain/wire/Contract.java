package io.citybrain.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The AsyncAPI document, as tests look at it. */
final class Contract {

    static final ObjectMapper JSON = new ObjectMapper();

    final JsonNode document;
    private final Map<String, Schema> schemas = new HashMap<>();

    Contract() {
        try (InputStream yaml = Contract.class.getResourceAsStream("/asyncapi.yaml")) {
            document = JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    JsonNode schema(String name) {
        return document.at("/components/schemas/" + name);
    }

    /** What the schema of that name says against a payload; empty if it is valid. */
    String faults(String schemaName, JsonNode payload) {
        return schemas.computeIfAbsent(schemaName, this::compiled).validate(payload).stream()
                .map(Object::toString)
                .reduce("", (a, b) -> a.isEmpty() ? b : a + "; " + b);
    }

    // AsyncAPI 3.0 schemas are JSON Schema draft 7 with additions.
    private Schema compiled(String name) {
        ObjectNode root = JSON.createObjectNode();
        root.set("components", document.get("components"));
        root.putArray("allOf").addObject().put("$ref", "#/components/schemas/" + name);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(root);
    }
}
