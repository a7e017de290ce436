package io.citybrain.sim;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people type them. */
final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)([smhd]?)");

    private Durations() {}

    /**
     * Seconds in {@code 90}, {@code 90s}, {@code 5m}, {@code 1.5h} or {@code 2d}.
     *
     * @param what named in the error
     * @throws IllegalArgumentException if it has no such form, or is zero
     */
    static double seconds(String what, String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches() || Double.parseDouble(matcher.group(1)) == 0) {
            throw new IllegalArgumentException(what + " is '" + text + "', must be like 90, 90s, 5m, 1h or 2d");
        }
        double number = Double.parseDouble(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> 60 * number;
            case "h" -> 3_600 * number;
            case "d" -> 86_400 * number;
            default -> number;
        };
    }
}
