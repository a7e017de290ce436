package io.citybrain.wire;

/**
 * The city's time in a simulation or a replay.
 *
 * @param nowMillis the city's time, epoch milliseconds
 * @param speed how many city seconds pass in one second, 0 to 1,000,000; 0 = standing still
 * @param end true = no more readings follow
 */
public record ClockTick(long nowMillis, double speed, boolean end) {}
