package io.citybrain.city.sensing;

/**
 * What one sensor's registry entry says of one rule. A value that is NaN is taken from the rule's default.
 *
 * @param rule the rule's id, such as {@code water-above-warning}
 * @param raise the value at which the alert is raised, in the rule's unit
 * @param clear the value at which it clears
 * @param onDelaySeconds how long the condition must hold before the alert is raised
 * @param offDelaySeconds how long it must be gone before the alert clears
 * @param off true = this rule does not judge this sensor
 */
public record Limit(
        String rule, double raise, double clear, double onDelaySeconds, double offDelaySeconds, boolean off) {

    /** Rules are few and sensors many: they share the rule's id. */
    public Limit {
        rule = rule == null ? null : rule.intern();
    }
}
