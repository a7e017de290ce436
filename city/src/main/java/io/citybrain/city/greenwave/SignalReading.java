package io.citybrain.city.greenwave;

/**
 * What a signal says of itself.
 *
 * @param state one of SUMO's letters for each link
 * @param program its own programme's name, or {@code priority}
 * @param elapsedSeconds of the running phase; NaN = not said
 * @param fault {@code none}, {@code dark}, {@code flashing}, {@code conflict}
 */
public record SignalReading(
        String signal, long observedAtMillis, String state, String program, double elapsedSeconds, String fault) {}
