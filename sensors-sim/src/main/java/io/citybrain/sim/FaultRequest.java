package io.citybrain.sim;

/**
 * A fault that somebody asks for, such as one line of a faults file.
 *
 * @param fault its type, such as {@code cover-opened}
 * @param sensor the sensor's id, or null for a free one that the seed picks
 * @param atSeconds simulated seconds after the start; moved to the sensor's next message where a type needs one
 * @param forSeconds how long it lasts; NaN = as long as the type's default
 * @param where where it was asked for, such as {@code faults.yaml:3}; begins error messages
 */
public record FaultRequest(String fault, String sensor, double atSeconds, double forSeconds, String where) {}
