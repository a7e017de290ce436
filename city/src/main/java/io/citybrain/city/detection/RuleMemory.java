package io.citybrain.city.detection;

import java.util.Objects;

/**
 * What a rule remembers of one sensor. There is none as long as all is normal and the detector needs no past.
 *
 * @param rule the rule's id
 * @param remembered the detector's remembered value, NaN = none
 * @param rememberedAtMillis when it was observed
 * @param pending a value that waits to be confirmed by the next reading, NaN = none
 * @param episode the alarm, null = normal
 */
public record RuleMemory(String rule, double remembered, long rememberedAtMillis, double pending, Episode episode) {

    static RuleMemory empty(String rule) {
        return new RuleMemory(rule, Double.NaN, 0, Double.NaN, null);
    }

    RuleMemory remember(double value, long atMillis) {
        return new RuleMemory(rule, value, atMillis, Double.NaN, episode);
    }

    RuleMemory await(double value) {
        return new RuleMemory(rule, remembered, rememberedAtMillis, value, episode);
    }

    RuleMemory forget() {
        return new RuleMemory(rule, Double.NaN, 0, Double.NaN, episode);
    }

    RuleMemory with(Episode newEpisode) {
        return Objects.equals(newEpisode, episode)
                ? this
                : new RuleMemory(rule, remembered, rememberedAtMillis, pending, newEpisode);
    }

    boolean isEmpty() {
        return episode == null && Double.isNaN(remembered) && Double.isNaN(pending);
    }
}
