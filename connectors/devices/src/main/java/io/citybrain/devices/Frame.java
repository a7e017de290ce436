package io.citybrain.devices;

import java.util.List;

/**
 * What a codec makes of a frame, before anything is known of the sensor's place.
 *
 * @param report one of the words of {@link DeviceReport}
 * @param fields every decoded value
 * @param observations what was measured, now or in the past; empty for settings, versions, batteries and faults
 */
record Frame(String report, List<Field> fields, List<Observation> observations) {

    static Frame without(String report, FieldList fields) {
        return new Frame(report, fields.toList(), List.of());
    }

    static Frame with(String report, FieldList fields, Observation now) {
        return new Frame(report, fields.toList(), List.of(now));
    }
}
