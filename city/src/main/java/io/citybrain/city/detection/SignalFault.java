package io.citybrain.city.detection;

import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;

/**
 * A signal whose controller reports a fault, or whose every lamp shows it: all {@code O} (SUMO: off) is dark, all
 * {@code o} (SUMO: off, blinking) is flashing.
 */
record SignalFault(String fault, char lamp) implements Detector {
    @Override
    public Condition judge(Reading reading, SensorEntry sensor, Bounds bounds, RuleMemory memory) {
        String reported = reading.text(Quantity.FAULT);
        String state = reading.text(Quantity.STATE);
        if (reported == null && state == null) {
            return Condition.ABSENT;
        }
        return fault.equals(reported) || (state != null && isAll(state, lamp)) ? Condition.RAISE : Condition.CLEAR;
    }

    private static boolean isAll(String state, char lamp) {
        for (int i = 0; i < state.length(); i++) {
            if (state.charAt(i) != lamp) {
                return false;
            }
        }
        return !state.isEmpty();
    }
}
