package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertCommand;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * One thing that happened at one sensor. Exactly one of the components after {@code feedGoodSinceMillis} is set.
 *
 * @param sensor the key
 * @param arrivedAtMillis the city's time when it came in, epoch milliseconds; 0 = no clock has ticked yet
 * @param feedGoodSinceMillis how its lane of the feed stood then: the city's time since which it was good; Long.MAX_VALUE =
 *     it was not
 * @param reading it reported
 * @param heardAtMillis it showed a sign of life without values (a configuration report), its own time; 0 = not this
 * @param entry it was registered
 * @param removed it was taken out of the registry
 * @param command a person wants something of its alerts
 * @param retained an alert that the broker keeps from before the start
 */
@TypeInfo(SensorEventType.Factory.class)
public record SensorEvent(
        String sensor,
        long arrivedAtMillis,
        long feedGoodSinceMillis,
        Reading reading,
        long heardAtMillis,
        SensorEntry entry,
        boolean removed,
        AlertCommand command,
        Alert retained) {

    static SensorEvent of(Reading reading, long arrivedAtMillis, long feedGoodSinceMillis) {
        return new SensorEvent(
                reading.sensor(), arrivedAtMillis, feedGoodSinceMillis, reading, 0, null, false, null, null);
    }

    static SensorEvent heard(String sensor, long atMillis, long arrivedAtMillis, long feedGoodSinceMillis) {
        return new SensorEvent(sensor, arrivedAtMillis, feedGoodSinceMillis, null, atMillis, null, false, null, null);
    }

    static SensorEvent registered(SensorEntry entry, long arrivedAtMillis, long feedGoodSinceMillis) {
        return new SensorEvent(entry.sensor(), arrivedAtMillis, feedGoodSinceMillis, null, 0, entry, false, null, null);
    }

    static SensorEvent removed(String sensor, long arrivedAtMillis, long feedGoodSinceMillis) {
        return new SensorEvent(sensor, arrivedAtMillis, feedGoodSinceMillis, null, 0, null, true, null, null);
    }

    static SensorEvent of(AlertCommand command, long arrivedAtMillis, long feedGoodSinceMillis) {
        return new SensorEvent(
                command.sensor(), arrivedAtMillis, feedGoodSinceMillis, null, 0, null, false, command, null);
    }

    static SensorEvent retained(Alert alert, long arrivedAtMillis, long feedGoodSinceMillis) {
        return new SensorEvent(alert.sensor(), arrivedAtMillis, feedGoodSinceMillis, null, 0, null, false, null, alert);
    }
}
