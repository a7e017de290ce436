package io.citybrain.mqtt.client;

import java.nio.charset.StandardCharsets;

/** Rules of MQTT 5 section 4.7 for topic names and topic filters. */
public final class Topics {
    /** A topic is sent with a two-byte length. */
    public static final int MAX_TOPIC_BYTES = 65_535;

    private Topics() {}

    /**
     * Checks a topic name.
     *
     * @return the name itself
     * @throws IllegalArgumentException if it is empty, too long, or has a wildcard or a null character
     */
    public static String requireName(String name) {
        requireText(name, "topic");
        if (name.indexOf('+') >= 0 || name.indexOf('#') >= 0) {
            throw new IllegalArgumentException(
                    "topic '" + name + "' has a wildcard; percent-encode + and # in names that you publish to");
        }
        return name;
    }

    /**
     * Checks a topic filter.
     *
     * @return the filter itself
     * @throws IllegalArgumentException if a wildcard stands where MQTT does not allow it
     */
    public static String requireFilter(String filter) {
        requireText(filter, "topic filter");
        String[] levels = filter.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            boolean last = i == levels.length - 1;
            boolean plus = levels[i].contains("+") && !levels[i].equals("+");
            boolean hash = levels[i].contains("#") && !(levels[i].equals("#") && last);
            if (plus || hash) {
                throw new IllegalArgumentException("topic filter '" + filter
                        + "': + must be a whole level and # the whole last level (MQTT 5, section 4.7.1)");
            }
        }
        return filter;
    }

    /** Whether a name falls under a filter; names that begin with $ only match filters that begin with $. */
    public static boolean matches(String filter, String name) {
        if (name.startsWith("$") != filter.startsWith("$")) {
            return false;
        }
        String[] wanted = filter.split("/", -1);
        String[] given = name.split("/", -1);
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals("#")) {
                return true;
            }
            if (i >= given.length || !(wanted[i].equals("+") || wanted[i].equals(given[i]))) {
                return false;
            }
        }
        return wanted.length == given.length;
    }

    private static void requireText(String text, String what) {
        if (text == null || text.isEmpty()) {
            throw new IllegalArgumentException(what + " is empty");
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(what + " has a null character");
        }
        // At most three bytes per char, so most topics need no encoding to be judged.
        if (text.length() > MAX_TOPIC_BYTES / 3 && text.getBytes(StandardCharsets.UTF_8).length > MAX_TOPIC_BYTES) {
            throw new IllegalArgumentException(what + " is longer than " + MAX_TOPIC_BYTES + " bytes");
        }
    }
}
