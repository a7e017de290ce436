package io.citybrain.city.detection;

import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;

/** The cover's own contact says that it is open. */
record CoverOpened() implements Detector {
    @Override
    public Condition judge(Reading reading, SensorEntry sensor, Bounds bounds, RuleMemory memory) {
        double open = reading.number(Quantity.OPEN);
        if (Double.isNaN(open)) {
            return Condition.ABSENT;
        }
        return open == 1 ? Condition.RAISE_AT_ONCE : Condition.CLEAR;
    }
}
