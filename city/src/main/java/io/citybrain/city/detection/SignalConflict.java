package io.citybrain.city.detection;

import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;

/** Two links that must never be green together are (the registry's {@code conflictingLinks}), or the controller says so. */
record SignalConflict() implements Detector {
    @Override
    public Condition judge(Reading reading, SensorEntry sensor, Bounds bounds, RuleMemory memory) {
        String reported = reading.text(Quantity.FAULT);
        String state = reading.text(Quantity.STATE);
        if (reported == null && state == null) {
            return Condition.ABSENT;
        }
        return "conflict".equals(reported) || (state != null && conflicts(state, sensor.conflictingLinks()))
                ? Condition.RAISE
                : Condition.CLEAR;
    }

    private static boolean conflicts(String state, int[] pairs) {
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            if (isGreen(state, pairs[i]) && isGreen(state, pairs[i + 1])) {
                return true;
            }
        }
        return false;
    }

    private static boolean isGreen(String state, int link) {
        return link < state.length() && (state.charAt(link) == 'G' || state.charAt(link) == 'g');
    }
}
