package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertCommand;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;

/**
 * One thing that happened at one sensor. Exactly one of the components after {@code sensor} is set.
 *
 * @param sensor the key
 * @param reading it reported
 * @param heardAtMillis it showed a sign of life without values (a configuration report), its own time; 0 = not this
 * @param entry it was registered
 * @param removed it was taken out of the registry
 * @param command a person wants something of its alerts
 * @param retained an alert that the broker keeps from before the start
 */
public record SensorEvent(
        String sensor,
        Reading reading,
        long heardAtMillis,
        SensorEntry entry,
        boolean removed,
        AlertCommand command,
        Alert retained) {

    static SensorEvent of(Reading reading) {
        return new SensorEvent(reading.sensor(), reading, 0, null, false, null, null);
    }

    static SensorEvent heard(String sensor, long atMillis) {
        return new SensorEvent(sensor, null, atMillis, null, false, null, null);
    }

    static SensorEvent registered(SensorEntry entry) {
        return new SensorEvent(entry.sensor(), null, 0, entry, false, null, null);
    }

    static SensorEvent removed(String sensor) {
        return new SensorEvent(sensor, null, 0, null, true, null, null);
    }

    static SensorEvent of(AlertCommand command) {
        return new SensorEvent(command.sensor(), null, 0, null, false, command, null);
    }

    static SensorEvent retained(Alert alert) {
        return new SensorEvent(alert.sensor(), null, 0, null, false, null, alert);
    }
}
