package io.citybrain.city.detection;

import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;

/**
 * A pure function from a reading to what it means for one rule. Its memory, if it needs one, is outside: {@code
 * (memory, reading) -> (memory', condition)}.
 */
public interface Detector {

    /** What the reading means. */
    Condition judge(Reading reading, SensorEntry sensor, Bounds bounds, RuleMemory memory);

    /** The value that was judged, for people; NaN if there is no number. */
    default double value(Reading reading) {
        return Double.NaN;
    }

    /** The memory after the reading, given what {@link #judge} said of it. */
    default RuleMemory remember(Reading reading, Condition condition, RuleMemory memory) {
        return memory;
    }

    /** True if the reading's value is so odd that the rules after this one must not judge the same quantity by it. */
    default boolean distrusts(Condition condition) {
        return false;
    }
}
