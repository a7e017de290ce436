package io.citybrain.http.view;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a page may subscribe to. */
public enum Part {
    SENSORS,
    ALERTS,
    INCIDENTS,
    MISSIONS,
    SIGNALS,
    FLOW,
    AMBULANCES,
    CREWS,
    FIGURES;

    /** The word in a query and the name in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those of a list such as {@code sensors,alerts}; all if it is empty; null if one is unknown. */
    public static Set<Part> find(String words) {
        if (words == null || words.isBlank()) {
            return EnumSet.allOf(Part.class);
        }
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (String word : words.split(",", -1)) {
            Part part = of(word.strip());
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        return parts;
    }

    private static Part of(String word) {
        for (Part part : values()) {
            if (part.word().equals(word)) {
                return part;
            }
        }
        return null;
    }
}
