package io.citybrain.influxdb.client;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One point as it is stored.
 *
 * @param timeMillis epoch milliseconds
 * @param values fields and tags that are present: Double, Long, Boolean or String. Stores print a double of 12.0 as 12, so
 *     read numbers with {@link #number} and truth values with {@link #flag}
 */
public record Row(long timeMillis, Map<String, Object> values) {
    /** Keeps the values unmodifiable. */
    public Row {
        values = Map.copyOf(values);
    }

    /** A number, if there is one of this name. */
    public OptionalDouble number(String name) {
        return values.get(name) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    /** A text, if there is one of this name. */
    public Optional<String> text(String name) {
        return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** A truth value, if there is one of this name; QuestDB keeps it as text. */
    public Optional<Boolean> flag(String name) {
        Object value = values.get(name);
        if (value instanceof Boolean flag) {
            return Optional.of(flag);
        }
        return "true".equals(value) || "false".equals(value) ? Optional.of("true".equals(value)) : Optional.empty();
    }
}
