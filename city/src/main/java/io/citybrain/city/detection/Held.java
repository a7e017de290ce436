package io.citybrain.city.detection;

import io.citybrain.city.sensing.Reading;

/** How long a value has been the same. */
final class Held {
    private static final double MILLIS_PER_SECOND = 1000;

    private Held() {}

    /** RAISE once the value has stood for the raise limit, in seconds; CLEAR when it moves. */
    static Condition judge(double value, Reading reading, Bounds bounds, RuleMemory memory) {
        if (Double.isNaN(value)) {
            return Condition.ABSENT;
        }
        if (value != memory.remembered()) {
            return Condition.CLEAR;
        }
        double seconds = (reading.observedAtMillis() - memory.rememberedAtMillis()) / MILLIS_PER_SECOND;
        return seconds >= bounds.raise() ? Condition.RAISE : Condition.HOLD;
    }

    static RuleMemory remember(double value, Reading reading, RuleMemory memory) {
        return Double.isNaN(value) || value == memory.remembered()
                ? memory
                : memory.remember(value, reading.observedAtMillis());
    }
}
