package io.citybrain.influxdb.client;

import com.fasterxml.jackson.databind.JsonNode;

/** What a JSON scalar is in a {@link Row}. */
final class JsonValues {
    private JsonValues() {}

    /** Returns a Boolean, Long, Double or String; null for an absent value. */
    static Object of(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        return node.isNumber() ? (Object) node.doubleValue() : node.asText();
    }
}
