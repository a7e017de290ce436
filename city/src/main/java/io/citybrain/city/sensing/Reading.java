package io.citybrain.city.sensing;

import java.util.Arrays;

/**
 * What one sensor saw at one moment. A missing value is missing (NaN or null), never zero.
 *
 * @param sensor the sensor's id, as in the registry
 * @param kind what sort of sensor; decides what the arrays hold
 * @param observedAtMillis the sensor's own time, epoch milliseconds UTC; decides everything
 * @param sequence the sensor's message counter, or -1
 * @param numbers one value per {@link Kind#numbers()}, NaN where missing, flags as 1 and 0; may be shorter if it was
 *     written before the kind grew
 * @param texts one value per {@link Kind#texts()}, null where missing; may be shorter likewise
 */
public record Reading(
        String sensor, Kind kind, long observedAtMillis, long sequence, double[] numbers, String[] texts) {

    /** A reading without values, to be filled by {@link #with}. For tests and simulators. */
    public static Reading of(String sensor, Kind kind, long observedAtMillis) {
        double[] numbers = new double[kind.numbers().size()];
        Arrays.fill(numbers, Double.NaN);
        return new Reading(
                sensor,
                kind,
                observedAtMillis,
                -1,
                numbers,
                new String[kind.texts().size()]);
    }

    public Reading withSequence(long newSequence) {
        return new Reading(sensor, kind, observedAtMillis, newSequence, numbers, texts);
    }

    /** A copy with one number more. Throws IllegalArgumentException if the kind does not report the quantity. */
    public Reading with(Quantity quantity, double value) {
        double[] copy = numbers.clone();
        copy[indexOf(quantity)] = value;
        return new Reading(sensor, kind, observedAtMillis, sequence, copy, texts);
    }

    /** A copy with one flag more. */
    public Reading with(Quantity quantity, boolean flag) {
        return with(quantity, flag ? 1 : 0);
    }

    /** A copy with one text more. */
    public Reading with(Quantity quantity, String text) {
        String[] copy = texts.clone();
        copy[indexOf(quantity)] = text;
        return new Reading(sensor, kind, observedAtMillis, sequence, numbers, copy);
    }

    private int indexOf(Quantity quantity) {
        int index = kind.index(quantity);
        if (index < 0) {
            throw new IllegalArgumentException(kind.topicName() + " does not report " + quantity.jsonName());
        }
        return index;
    }

    /** The value, or NaN if it is missing or the kind does not report it. */
    public double number(Quantity quantity) {
        int index = kind.index(quantity);
        return index >= 0 && quantity.type() != Quantity.Type.TEXT && index < numbers.length
                ? numbers[index]
                : Double.NaN;
    }

    /** The text, or null if it is missing. */
    public String text(Quantity quantity) {
        int index = kind.index(quantity);
        return index >= 0 && quantity.type() == Quantity.Type.TEXT && index < texts.length ? texts[index] : null;
    }

    /** True only if the flag is there and set. */
    public boolean isSet(Quantity flag) {
        return number(flag) == 1;
    }

    /** True if at least one quantity is there. */
    public boolean hasValues() {
        for (double number : numbers) {
            if (!Double.isNaN(number)) {
                return true;
            }
        }
        for (String text : texts) {
            if (text != null) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reading that
                && sensor.equals(that.sensor)
                && kind == that.kind
                && observedAtMillis == that.observedAtMillis
                && sequence == that.sequence
                && Arrays.equals(numbers, that.numbers)
                && Arrays.equals(texts, that.texts);
    }

    @Override
    public int hashCode() {
        return sensor.hashCode() * 31 + Long.hashCode(observedAtMillis);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(kind.topicName())
                .append('/')
                .append(sensor)
                .append('@')
                .append(java.time.Instant.ofEpochMilli(observedAtMillis));
        for (Quantity quantity : kind.quantities()) {
            if (quantity.type() == Quantity.Type.TEXT) {
                if (text(quantity) != null) {
                    text.append(' ').append(quantity.jsonName()).append('=').append(text(quantity));
                }
            } else if (!Double.isNaN(number(quantity))) {
                text.append(' ').append(quantity.jsonName()).append('=').append(number(quantity));
            }
        }
        return text.toString();
    }
}
