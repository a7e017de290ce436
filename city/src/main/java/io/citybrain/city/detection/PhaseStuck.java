package io.citybrain.city.detection;

import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;

/**
 * A signal that stays in one phase beyond its maximum, in seconds. A signal held for an ambulance (program {@code
 * priority}) or in fault (dark, flashing) has no phase to be stuck in.
 */
record PhaseStuck() implements Detector {
    @Override
    public Condition judge(Reading reading, SensorEntry sensor, Bounds bounds, RuleMemory memory) {
        if (hasNoPhase(reading)) {
            return Condition.CLEAR;
        }
        return Held.judge(phase(reading), reading, bounds, memory);
    }

    @Override
    public RuleMemory remember(Reading reading, Condition condition, RuleMemory memory) {
        if (hasNoPhase(reading)) {
            return memory.forget();
        }
        return Held.remember(phase(reading), reading, memory);
    }

    private static boolean hasNoPhase(Reading reading) {
        String fault = reading.text(Quantity.FAULT);
        return "priority".equals(reading.text(Quantity.PROGRAM)) || (fault != null && !fault.equals("none"));
    }

    private static double phase(Reading reading) {
        double phase = reading.number(Quantity.PHASE);
        String state = reading.text(Quantity.STATE);
        return Double.isNaN(phase) && state != null ? state.hashCode() : phase;
    }

    @Override
    public double value(Reading reading) {
        return reading.number(Quantity.PHASE);
    }
}
