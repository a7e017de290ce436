package io.citybrain.sim;

import io.citybrain.city.sensing.SensorEntry;
import java.util.List;

/**
 * A folder of recorded files, ready to be replayed.
 *
 * @param registry the sensors that speak in it
 * @param events in the order of time
 * @param expectedFrames of device frames, what each must be decoded to; empty for gauges
 * @param problems what could not be read, with file and line; the first hundred
 * @param remarks what was decided about the files, such as columns that are not read
 * @param skippedRows rows that could not be read
 * @param missingValues rows that say themselves that they have no value
 */
public record Recording(
        List<SensorEntry> registry,
        List<Event> events,
        List<ExpectedFrame> expectedFrames,
        List<String> problems,
        List<String> remarks,
        long skippedRows,
        long missingValues) {

    long beginMillis() {
        return events.get(0).atMillis();
    }

    long endMillis() {
        return events.get(events.size() - 1).atMillis();
    }
}
