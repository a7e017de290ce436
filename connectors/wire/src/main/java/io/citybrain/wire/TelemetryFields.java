package io.citybrain.wire;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of a kind's telemetry in the order of the contract: observedAt, sequence, then its quantities. */
final class TelemetryFields {

    static final int OBSERVED_AT = 0;
    static final int SEQUENCE = 1;

    /** A draft notes in the bits of a long which fields it has seen. */
    private static final int MAX_FIELDS = Long.SIZE;

    private static final Map<Kind, TelemetryFields> BY_KIND = new EnumMap<>(Kind.class);

    static {
        for (Kind kind : Kind.values()) {
            BY_KIND.put(kind, new TelemetryFields(kind));
        }
    }

    private final Field[] inOrder;
    /**
     * The parser's own string for each name. Jackson gives the same object for the same name, so that comparing
     * references mostly suffices (comparing characters took an eighth of the time). Shared by threads without a lock: a
     * string can be read safely however it was passed on, and an old one costs one look into the map.
     */
    private final String[] asParsed;

    private final Map<String, Field> byName = new HashMap<>();

    /**
     * A field.
     *
     * @param name its name in JSON
     * @param position its place in the order of the contract
     * @param quantity null for observedAt and sequence
     * @param index of a quantity, its index in the reading's numbers or texts
     */
    record Field(String name, int position, Quantity quantity, int index) {}

    private TelemetryFields(Kind kind) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("observedAt", OBSERVED_AT, null, -1));
        fields.add(new Field("sequence", SEQUENCE, null, -1));
        for (Quantity quantity : kind.quantities()) {
            fields.add(new Field(quantity.jsonName(), fields.size(), quantity, kind.index(quantity)));
        }
        if (fields.size() > MAX_FIELDS) {
            throw new IllegalStateException(kind.topicName() + " has more than " + MAX_FIELDS + " fields");
        }
        fields.forEach(field -> byName.put(field.name(), field));
        inOrder = fields.toArray(new Field[0]);
        asParsed = new String[inOrder.length];
    }

    static TelemetryFields of(Kind kind) {
        return BY_KIND.get(kind);
    }

    /**
     * The field of that name, or null.
     *
     * @param expected where the field would stand if the message follows the order of the contract
     */
    @SuppressWarnings("ReferenceEquality") // see asParsed
    Field find(String name, int expected) {
        for (int i = expected; i < inOrder.length; i++) {
            if (asParsed[i] == name) {
                return inOrder[i];
            }
        }
        Field field = byName.get(name);
        if (field != null) {
            asParsed[field.position()] = name;
        }
        return field;
    }
}
