package io.citybrain.city.detection;

import io.citybrain.city.sensing.SensorEntry;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * The sentence of an alert, in both languages. {@code {sensor}}, {@code {value}}, {@code {threshold}} and {@code
 * {unit}} are filled in; {@code {where}} is the place's name or nothing. What stands in
 * brackets is said only if there is a value.
 */
public record AlertWords(String zh, String en) {

    private static final Pattern WITH_VALUE = Pattern.compile("\\[[^]]*]");

    String zhFor(SensorEntry sensor, double value, double threshold, String unit) {
        return fill(zh, sensor, value, threshold, unit);
    }

    String enFor(SensorEntry sensor, double value, double threshold, String unit) {
        return fill(en, sensor, value, threshold, unit);
    }

    private static String fill(String words, SensorEntry sensor, double value, double threshold, String unit) {
        String name = sensor.place().name();
        String said = Double.isNaN(value)
                ? WITH_VALUE.matcher(words).replaceAll("")
                : words.replace("[", "").replace("]", "");
        return said.replace("{value}", number(value))
                .replace("{threshold}", number(threshold))
                .replace("{unit}", unit)
                .replace("{where}", name == null ? "" : " (" + name + ")")
                .replace("{sensor}", sensor.sensor());
    }

    private static String number(double value) {
        return Double.isNaN(value) || Double.isInfinite(value)
                ? "?"
                : BigDecimal.valueOf(value)
                        .setScale(2, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
