package io.citybrain.city.incident;

import java.io.Serializable;

/**
 * Within how many seconds of its registration an incident must have been acknowledged, arrived at, resolved; 0 = no
 * limit.
 */
public record Limits(int acknowledgeSeconds, int arriveSeconds, int resolveSeconds) implements Serializable {
    private static final long serialVersionUID = 1;

    Deadlines from(long atMillis) {
        return new Deadlines(
                after(atMillis, acknowledgeSeconds), after(atMillis, arriveSeconds), after(atMillis, resolveSeconds));
    }

    private static long after(long atMillis, int seconds) {
        return seconds == 0 ? 0 : atMillis + seconds * 1_000L;
    }
}
