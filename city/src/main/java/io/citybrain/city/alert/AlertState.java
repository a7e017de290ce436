package io.citybrain.city.alert;

import java.util.Locale;

/** Where an alert stands (ISA-18.2: unacknowledged, acknowledged, shelved by a person, returned to normal). */
public enum AlertState {
    ACTIVE,
    ACKNOWLEDGED,
    SHELVED,
    CLEARED;

    /** The word in JSON, such as {@code active}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of that word, or null. */
    public static AlertState find(String word) {
        for (AlertState state : values()) {
            if (state.word().equals(word)) {
                return state;
            }
        }
        return null;
    }
}
