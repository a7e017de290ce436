package io.citybrain.city.detection;

import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;

/** A value that moves in life and has not moved for too long: the sensor is stuck. Raise is in seconds. */
record Unchanged(Quantity quantity) implements Detector {
    @Override
    public Condition judge(Reading reading, SensorEntry sensor, Bounds bounds, RuleMemory memory) {
        return Held.judge(value(reading), reading, bounds, memory);
    }

    @Override
    public double value(Reading reading) {
        return reading.number(quantity);
    }

    @Override
    public RuleMemory remember(Reading reading, Condition condition, RuleMemory memory) {
        return Held.remember(value(reading), reading, memory);
    }
}
