package io.citybrain.wire;

import java.util.Locale;

/**
 * How a process of City Brain is.
 *
 * @param component its name, such as {@code sensing-job}
 * @param status how it is
 * @param atMillis when it said so, epoch milliseconds; of a last will: when it connected
 * @param detail one sentence for people, or null
 */
public record Health(String component, Status status, long atMillis, String detail) {

    public enum Status {
        UP,
        /** It works, but something that it needs does not, such as the store. */
        DEGRADED,
        DOWN;

        /** The word in JSON, such as {@code up}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
