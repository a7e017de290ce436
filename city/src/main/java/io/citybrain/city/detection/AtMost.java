package io.citybrain.city.detection;

import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;

/** A quantity at or below its raise limit; clears above its clear limit. */
record AtMost(Quantity quantity) implements Detector {
    @Override
    public Condition judge(Reading reading, SensorEntry sensor, Bounds bounds, RuleMemory memory) {
        double value = reading.number(quantity);
        if (Double.isNaN(value)) {
            return Condition.ABSENT;
        }
        if (value <= bounds.raise()) {
            return Condition.RAISE;
        }
        return value > bounds.clear() ? Condition.CLEAR : Condition.HOLD;
    }

    @Override
    public double value(Reading reading) {
        return reading.number(quantity);
    }
}
