package io.citybrain.city.alert;

import java.util.Locale;

/** How much an alert matters, mildest first. */
public enum Severity {
    INFO,
    MINOR,
    MAJOR,
    CRITICAL;

    /** The word in JSON, such as {@code major}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The severity of that word, or null. */
    public static Severity find(String word) {
        for (Severity severity : values()) {
            if (severity.word().equals(word)) {
                return severity;
            }
        }
        return null;
    }
}
