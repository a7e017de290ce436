package io.citybrain.devices;

import io.citybrain.city.sensing.Reading;
import java.util.List;

/**
 * A frame, understood.
 *
 * @param report everything it said
 * @param readings what it means to the city: at most one of now and any number of the past, oldest first; empty for
 *     settings, versions, battery states and faults
 */
public record DeviceFrame(DeviceReport report, List<Reading> readings) {}
