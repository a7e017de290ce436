package io.citybrain.sim;

import java.util.Map;

/**
 * What a recorded device frame must be decoded to.
 *
 * @param eui the device's EUI-64, made up for the replay, upper-case hexadecimal
 * @param sensor the sensor's id in the registry
 * @param observedAtMillis when the network received the frame, epoch milliseconds
 * @param expected the decoded values, by the names of the recording (such as {@code distance_mm})
 */
public record ExpectedFrame(String eui, String sensor, long observedAtMillis, Map<String, Object> expected) {}
