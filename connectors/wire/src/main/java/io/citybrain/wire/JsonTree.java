package io.citybrain.wire;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Small JSON documents as a tree of {@link Node}, so that all their errors can be told at once. */
final class JsonTree {

    private JsonTree() {}

    /** Reads one object and maps its fields; refused with all problems in one reason. */
    static <T> Decoded<T> read(byte[] payload, int maxBytes, Function<Fields, T> map) {
        String fault = Json.findFault(payload, maxBytes);
        if (fault != null) {
            return Decoded.refused(fault);
        }
        Problems problems = new Problems(null);
        T value = null;
        try (JsonParser json = Json.parser(payload)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Decoded.refused("payload is " + Json.describe(json) + ": send one JSON object");
            }
            Node root = node(json, "", problems);
            if (json.nextToken() != null) {
                return Decoded.refused("something follows the JSON object" + Json.where(json.currentTokenLocation())
                        + ": send one object per message");
            }
            value = map.apply(new Fields(root, "", problems));
        } catch (IOException e) {
            return Decoded.refused(JsonFault.explain(e));
        }
        return problems.count() == 0 ? Decoded.of(value) : Decoded.refused(String.join("; ", problems.all()));
    }

    /** The one value of a file with its places; null if the file is not JSON, which is then among the problems. */
    static Node readFile(byte[] bytes, Problems problems) {
        String fault = Json.findFault(bytes, Integer.MAX_VALUE);
        if (fault != null) {
            problems.add(1, 1, fault);
            return null;
        }
        try (JsonParser json = Json.parser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                problems.add(1, 1, "is not a JSON object");
                return null;
            }
            Node root = node(json, "", problems);
            if (json.nextToken() != null) {
                problems.add(1, 1, "something follows the JSON object" + Json.where(json.currentTokenLocation()));
            }
            return root;
        } catch (IOException e) {
            problems.add(1, 1, JsonFault.explain(e));
            return null;
        }
    }

    /** Depth is bounded by {@link Json#MAX_DEPTH}. */
    private static Node node(JsonParser json, String path, Problems problems) throws IOException {
        JsonLocation at = json.currentTokenLocation();
        int line = at.getLineNr();
        int column = at.getColumnNr();
        return switch (json.currentToken()) {
            case START_OBJECT -> Node.object(fields(json, path, problems), line, column);
            case START_ARRAY -> Node.list(items(json, path, problems), line, column);
            case VALUE_STRING -> Node.scalar(Node.Type.TEXT, json.getText(), line, column);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Node.scalar(Node.Type.NUMBER, json.getText(), line, column);
            case VALUE_TRUE, VALUE_FALSE -> Node.scalar(Node.Type.FLAG, json.getText(), line, column);
            default -> Node.scalar(Node.Type.NULL, null, line, column);
        };
    }

    private static Map<String, Node> fields(JsonParser json, String path, Problems problems) throws IOException {
        Map<String, Node> fields = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            String fieldPath = Fields.join(path, name);
            Node value = node(json, fieldPath, problems);
            if (fields.putIfAbsent(name, value) != null) {
                problems.add(value, fieldPath, "is there twice: send it once");
            }
        }
        return fields;
    }

    private static List<Node> items(JsonParser json, String path, Problems problems) throws IOException {
        List<Node> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(json, path + '[' + items.size() + ']', problems));
        }
        return items;
    }
}
