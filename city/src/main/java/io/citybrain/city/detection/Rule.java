package io.citybrain.city.detection;

import io.citybrain.city.alert.Severity;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.SensorEntry;

/**
 * One thing that can be wrong with one kind of sensor.
 *
 * @param id the rule's id, in topics and in the registry's limits
 * @param version rises when the rule judges differently
 * @param kind the sensors it judges
 * @param quantity what it judges, null if no single one
 * @param detector how
 * @param bounds the usual limits
 * @param hysteresis how far beyond raise the clear limit lies if the registry names only raise: positive if high
 *     values are bad, negative if low ones are
 * @param severity how much it matters
 * @param unit unit of raise and value
 * @param words what people read
 */
public record Rule(
        String id,
        int version,
        Kind kind,
        Quantity quantity,
        Detector detector,
        Bounds bounds,
        double hysteresis,
        Severity severity,
        String unit,
        AlertWords words) {

    /** The limits at one sensor: the usual ones with what its registry entry says instead. */
    public Bounds boundsAt(SensorEntry entry) {
        return Bounds.of(this, entry.findLimit(id));
    }

    double clearFor(double raise) {
        return raise == bounds.raise() ? bounds.clear() : raise - hysteresis;
    }
}
