package io.citybrain.prometheus;

import java.util.List;

/**
 * One number of a family at this moment.
 *
 * @param labelValues as many as the family has labels, in their order
 * @param value the number
 */
public record Sample(List<String> labelValues, double value) {
    public static Sample of(double value, String... labelValues) {
        return new Sample(List.of(labelValues), value);
    }
}
