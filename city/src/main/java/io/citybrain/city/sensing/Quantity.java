package io.citybrain.city.sensing;

import java.util.HashMap;
import java.util.Map;

/**
 * A quantity of the public contract, with the name it has in JSON and in the store. The unit is part of the name.
 *
 * <p>Append only: the order is part of stored readings.
 */
public enum Quantity {
    TILT_DEGREES("tiltDegrees", "°", Type.NUMBER),
    OPEN("open", "", Type.FLAG),
    WATER_LEVEL_METRES("waterLevelMetres", "m", Type.NUMBER),
    METHANE_PERCENT_LEL("methanePercentLel", "%LEL", Type.NUMBER),
    HYDROGEN_SULFIDE_PPM("hydrogenSulfidePpm", "ppm", Type.NUMBER),
    BATTERY_VOLTS("batteryVolts", "V", Type.NUMBER),
    BATTERY_PERCENT("batteryPercent", "%", Type.NUMBER),
    TEMPERATURE_CELSIUS("temperatureCelsius", "°C", Type.NUMBER),
    /** The device's own tilt or motion alarm; it has no angle and needs no on-delay. */
    TILTED("tilted", "", Type.FLAG),

    LEVEL_METRES("levelMetres", "m", Type.NUMBER),
    RAINFALL_MILLIMETRES("rainfallMillimetres", "mm", Type.NUMBER),
    FLOW_CUBIC_METRES_PER_SECOND("flowCubicMetresPerSecond", "m³/s", Type.NUMBER),
    QUALITY("quality", "", Type.TEXT, "good", "suspect", "estimated"),
    /** Distance from an ultrasonic or radar sensor down to the surface, before any mounting height is known. */
    DISTANCE_METRES("distanceMetres", "m", Type.NUMBER),

    PROGRAM("program", "", Type.TEXT),
    PHASE("phase", "", Type.NUMBER),
    /** One character per controlled link: SUMO's letters r y g G s u o O. */
    STATE("state", "", Type.TEXT),
    ELAPSED_SECONDS("elapsedSeconds", "s", Type.NUMBER),
    REMAINING_SECONDS("remainingSeconds", "s", Type.NUMBER),
    FAULT("fault", "", Type.TEXT, "none", "dark", "flashing", "conflict"),

    EDGE("edge", "", Type.TEXT),
    VEHICLES("vehicles", "", Type.NUMBER),
    QUEUED_VEHICLES("queuedVehicles", "", Type.NUMBER),
    MEAN_SPEED_METRES_PER_SECOND("meanSpeedMetresPerSecond", "m/s", Type.NUMBER),
    OCCUPANCY_PERCENT("occupancyPercent", "%", Type.NUMBER),

    LONGITUDE("longitude", "°", Type.NUMBER),
    LATITUDE("latitude", "°", Type.NUMBER),
    LANE("lane", "", Type.NUMBER),
    POSITION_METRES("positionMetres", "m", Type.NUMBER),
    X("x", "m", Type.NUMBER),
    Y("y", "m", Type.NUMBER),
    SPEED_METRES_PER_SECOND("speedMetresPerSecond", "m/s", Type.NUMBER),
    HEADING_DEGREES("headingDegrees", "°", Type.NUMBER),

    LEAKAGE_MILLIAMPERES("leakageMilliamperes", "mA", Type.NUMBER),
    ON("on", "", Type.FLAG),
    LEVEL_DECIBELS("levelDecibels", "dB", Type.NUMBER),
    SOIL_MOISTURE_PERCENT("soilMoisturePercent", "%", Type.NUMBER),

    EVENT(
            "event",
            "",
            Type.TEXT,
            "thrown-object",
            "unleashed-dog",
            "e-bike-in-building",
            "illegal-parking",
            "road-damage"),
    CONFIDENCE("confidence", "", Type.NUMBER),
    IMAGE_URI("imageUri", "", Type.TEXT);

    /** How a quantity is written: a JSON number, a JSON boolean, a JSON string. */
    public enum Type {
        NUMBER,
        FLAG,
        TEXT
    }

    private static final Map<String, Quantity> BY_NAME = new HashMap<>();

    static {
        for (Quantity quantity : values()) {
            BY_NAME.put(quantity.jsonName, quantity);
        }
    }

    private final String jsonName;
    private final String unit;
    private final Type type;
    private final java.util.List<String> allowed;

    Quantity(String jsonName, String unit, Type type, String... allowed) {
        this.jsonName = jsonName;
        this.unit = unit;
        this.type = type;
        this.allowed = java.util.List.of(allowed);
    }

    /** The name in JSON and in the store, such as {@code levelMetres}. */
    public String jsonName() {
        return jsonName;
    }

    /** The unit as people read it, empty where there is none. */
    public String unit() {
        return unit;
    }

    public Type type() {
        return type;
    }

    /** The words a text quantity may have; empty = any text. */
    public java.util.List<String> allowed() {
        return allowed;
    }

    /** The quantity of that JSON name, or null. */
    public static Quantity find(String jsonName) {
        return BY_NAME.get(jsonName);
    }
}
