package io.citybrain.city.detection;

import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;

/**
 * A jump that water does not make: floods rise slowly, a passer-by or a fault jumps (FloodNet NYC's spike check). The
 * jumped value is not judged by other rules until the next reading confirms it; a confirmed one is believed.
 *
 * @param quantity what is watched
 * @param leastStep steps up to this size are never a jump, however fast
 */
record RateOfChange(Quantity quantity, double leastStep) implements Detector {
    private static final double MILLIS_PER_MINUTE = 60_000;

    /** Raise is a rate in units per minute. */
    @Override
    public Condition judge(Reading reading, SensorEntry sensor, Bounds bounds, RuleMemory memory) {
        double value = reading.number(quantity);
        if (Double.isNaN(value)) {
            return Condition.ABSENT;
        }
        boolean jumped = jumps(memory.remembered(), value, minutesSince(memory, reading), bounds);
        boolean confirmed = !Double.isNaN(memory.pending())
                && !jumps(memory.pending(), value, minutesSince(memory, reading), bounds);
        return jumped && !confirmed ? Condition.RAISE : Condition.CLEAR;
    }

    private boolean jumps(double before, double value, double minutes, Bounds bounds) {
        double step = Math.abs(value - before);
        return step > leastStep && step > bounds.raise() * minutes;
    }

    private static double minutesSince(RuleMemory memory, Reading reading) {
        return (reading.observedAtMillis() - memory.rememberedAtMillis()) / MILLIS_PER_MINUTE;
    }

    @Override
    public RuleMemory remember(Reading reading, Condition condition, RuleMemory memory) {
        double value = reading.number(quantity);
        if (Double.isNaN(value)) {
            return memory;
        }
        return condition == Condition.RAISE ? memory.await(value) : memory.remember(value, reading.observedAtMillis());
    }

    @Override
    public double value(Reading reading) {
        return reading.number(quantity);
    }

    @Override
    public boolean distrusts(Condition condition) {
        return condition == Condition.RAISE;
    }
}
