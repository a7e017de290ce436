package io.citybrain.city.sensing;

import static io.citybrain.city.sensing.Quantity.*;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A kind of sensor and the quantities it may report. A quantity's position in its kind is its index in {@link
 * Reading#numbers()} or {@link Reading#texts()}: append only.
 */
public enum Kind {
    MANHOLE(
            "manhole",
            TILT_DEGREES,
            OPEN,
            WATER_LEVEL_METRES,
            METHANE_PERCENT_LEL,
            HYDROGEN_SULFIDE_PPM,
            BATTERY_VOLTS,
            TEMPERATURE_CELSIUS,
            BATTERY_PERCENT,
            TILTED,
            DISTANCE_METRES),
    WATER_LEVEL(
            "water-level",
            LEVEL_METRES,
            RAINFALL_MILLIMETRES,
            FLOW_CUBIC_METRES_PER_SECOND,
            QUALITY,
            BATTERY_VOLTS,
            BATTERY_PERCENT,
            TEMPERATURE_CELSIUS,
            DISTANCE_METRES,
            TILTED),
    TRAFFIC_SIGNAL("traffic-signal", PROGRAM, PHASE, STATE, ELAPSED_SECONDS, REMAINING_SECONDS, FAULT),
    TRAFFIC_FLOW("traffic-flow", EDGE, VEHICLES, QUEUED_VEHICLES, MEAN_SPEED_METRES_PER_SECOND, OCCUPANCY_PERCENT),
    AMBULANCE(
            "ambulance",
            LONGITUDE,
            LATITUDE,
            EDGE,
            LANE,
            POSITION_METRES,
            X,
            Y,
            SPEED_METRES_PER_SECOND,
            HEADING_DEGREES),
    LAMP_POST("lamp-post", LEAKAGE_MILLIAMPERES, ON, TILT_DEGREES),
    NOISE("noise", LEVEL_DECIBELS),
    GREENERY("greenery", SOIL_MOISTURE_PERCENT, TILT_DEGREES),
    CAMERA_EVENT("camera-event", EVENT, CONFIDENCE, IMAGE_URI);

    private static final Map<String, Kind> BY_NAME = new HashMap<>();

    static {
        for (Kind kind : values()) {
            BY_NAME.put(kind.topicName, kind);
        }
    }

    private final String topicName;
    private final List<Quantity> quantities;
    private final List<Quantity> numbers;
    private final List<Quantity> texts;
    private final int[] indexByQuantity;

    @SuppressWarnings("EnumOrdinal") // an index in memory only, never stored
    Kind(String topicName, Quantity... quantities) {
        this.topicName = topicName;
        this.quantities = List.of(quantities);
        this.numbers = this.quantities.stream()
                .filter(q -> q.type() != Quantity.Type.TEXT)
                .toList();
        this.texts = this.quantities.stream()
                .filter(q -> q.type() == Quantity.Type.TEXT)
                .toList();
        this.indexByQuantity = new int[Quantity.values().length];
        Arrays.fill(indexByQuantity, -1);
        for (Quantity quantity : quantities) {
            List<Quantity> row = quantity.type() == Quantity.Type.TEXT ? texts : numbers;
            indexByQuantity[quantity.ordinal()] = row.indexOf(quantity);
        }
    }

    /** The name in topics, registry and store, such as {@code water-level}. */
    public String topicName() {
        return topicName;
    }

    /** All quantities in the order of the contract. */
    public List<Quantity> quantities() {
        return quantities;
    }

    /** Numbers and flags, in the order of {@link Reading#numbers()}. */
    public List<Quantity> numbers() {
        return numbers;
    }

    /** Texts, in the order of {@link Reading#texts()}. */
    public List<Quantity> texts() {
        return texts;
    }

    /** Index in the row of the quantity's type, or -1 if this kind does not report it. */
    @SuppressWarnings("EnumOrdinal")
    public int index(Quantity quantity) {
        return indexByQuantity[quantity.ordinal()];
    }

    public boolean reports(Quantity quantity) {
        return index(quantity) >= 0;
    }

    /** The kind of that topic name, or null. */
    public static Kind find(String topicName) {
        return BY_NAME.get(topicName);
    }
}
