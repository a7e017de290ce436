package io.citybrain.city.roads;

/**
 * Where a receiver believes to be, in the network's metres.
 *
 * @param metresPerSecond NaN if it does not tell
 * @param headingDegrees clockwise from north; NaN if it does not tell
 */
public record GpsFix(long atMillis, double x, double y, double metresPerSecond, double headingDegrees) {}
