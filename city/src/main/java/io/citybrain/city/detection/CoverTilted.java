package io.citybrain.city.detection;

import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;

/**
 * A cover that stands askew: its angle is above the limit for longer than the on-delay, so that a passing vehicle's
 * shock is ignored (practice: more than 15 degrees for 2-3 s), or the device's own tilt alarm is set. An opened cover
 * is tilted as well: that is told by {@link CoverOpened} alone.
 */
record CoverTilted() implements Detector {
    @Override
    public Condition judge(Reading reading, SensorEntry sensor, Bounds bounds, RuleMemory memory) {
        if (reading.isSet(Quantity.OPEN)) {
            return Condition.HOLD;
        }
        if (reading.isSet(Quantity.TILTED)) {
            return Condition.RAISE_AT_ONCE;
        }
        double degrees = Math.abs(reading.number(Quantity.TILT_DEGREES));
        if (Double.isNaN(degrees)) {
            return Double.isNaN(reading.number(Quantity.TILTED)) ? Condition.ABSENT : Condition.CLEAR;
        }
        if (degrees > bounds.raise()) {
            return Condition.RAISE;
        }
        return degrees < bounds.clear() ? Condition.CLEAR : Condition.HOLD;
    }

    @Override
    public double value(Reading reading) {
        return reading.isSet(Quantity.TILTED) ? Double.NaN : reading.number(Quantity.TILT_DEGREES);
    }
}
