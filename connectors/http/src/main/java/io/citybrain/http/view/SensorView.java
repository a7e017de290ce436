package io.citybrain.http.view;

import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;

/**
 * A sensor as people see it.
 *
 * @param entry its registry entry
 * @param state one character: 0 normal, 1 info, 2 minor, 3 major, 4 critical, 5 silent, 6 shelved, 7 not heard since the
 *     door opened
 * @param reading its newest reading, or null
 */
public record SensorView(SensorEntry entry, char state, Reading reading) {
    /** The state in one word. */
    public String stateWord() {
        return switch (state) {
            case '0' -> "normal";
            case '1' -> "info";
            case '2' -> "minor";
            case '3' -> "major";
            case '4' -> "critical";
            case '5' -> "silent";
            case '6' -> "shelved";
            default -> "not-heard";
        };
    }
}
