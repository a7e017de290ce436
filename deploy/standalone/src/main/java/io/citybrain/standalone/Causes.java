package io.citybrain.standalone;

import java.util.LinkedHashSet;
import java.util.Set;

/** Failures as one line. */
final class Causes {
    private static final int MOST = 4;

    private Causes() {}

    /** The messages from the outermost to the innermost cause, each once. */
    static String describe(Throwable failure) {
        Set<String> messages = new LinkedHashSet<>();
        for (Throwable t = failure; t != null && messages.size() < MOST; t = t.getCause()) {
            messages.add(t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage());
        }
        return String.join(" ← ", messages);
    }
}
