package io.citybrain.city.incident;

import java.util.Locale;

/** Where an incident stands, in the order of its usual way. */
public enum IncidentState {
    REGISTERED,
    DISPATCHED,
    ACCEPTED,
    ON_THE_WAY,
    ON_SITE,
    RESOLVED,
    VERIFIED,
    CLOSED,
    /** A false alarm. */
    REJECTED;

    /** The word in JSON, such as {@code on-the-way}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The state of that word, or null. */
    public static IncidentState find(String word) {
        for (IncidentState state : values()) {
            if (state.word().equals(word)) {
                return state;
            }
        }
        return null;
    }

    public boolean isOpen() {
        return this != CLOSED && this != REJECTED;
    }

    /** Somebody still has to do something about it. */
    public boolean needsWork() {
        return compareTo(RESOLVED) < 0;
    }
}
