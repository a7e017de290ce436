package io.citybrain.city.detection;

import io.citybrain.city.sensing.Limit;

/**
 * The limits of one rule at one sensor: the rule's defaults with what the registry says instead.
 *
 * @param raise the value that raises, in the rule's unit; NaN = this sensor is not judged by the rule
 * @param clear the value that clears
 * @param onDelayMillis how long the condition must hold
 * @param offDelayMillis how long it must be gone
 */
public record Bounds(double raise, double clear, long onDelayMillis, long offDelayMillis) {

    static Bounds of(Rule rule, Limit limit) {
        if (limit == null) {
            return rule.bounds();
        }
        Bounds usual = rule.bounds();
        double raise = limit.off() ? Double.NaN : either(limit.raise(), usual.raise);
        double clear = either(limit.clear(), rule.clearFor(raise));
        return new Bounds(
                raise,
                clear,
                millis(limit.onDelaySeconds(), usual.onDelayMillis),
                millis(limit.offDelaySeconds(), usual.offDelayMillis));
    }

    private static double either(double own, double usual) {
        return Double.isNaN(own) ? usual : own;
    }

    private static long millis(double seconds, long usual) {
        return Double.isNaN(seconds) ? usual : Math.round(seconds * 1000);
    }
}
