package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertCommand;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * One thing that happened at one sensor, or news of the feed for the steps of all sensors. Exactly one of the components
 * after {@code feedGoodSinceMillis} is set.
 *
 * @param sensor the key; null for news of the feed
 * @param arrivedAtMillis the city's time when it came in, epoch milliseconds; 0 = no clock has ticked yet
 * @param feedGoodSinceMillis how its lane of the feed stood then: the city's time since which it was good; Long.MAX_VALUE =
 *     it was not
 * @param reading it reported
 * @param heardAtMillis it showed a sign of life without values (a configuration report), its own time; 0 = not this
 * @param entry it was registered
 * @param removed it was taken out of the registry
 * @param command a person wants something of its alerts
 * @param retained an alert that the broker keeps from before the start
 * @param feed news of the feed
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
        Alert retained,
        FeedNews feed) {

    static SensorEvent of(Reading reading, long arrivedAtMillis, long feedGoodSinceMillis) {
        return new SensorEvent(
                reading.sensor(), arrivedAtMillis, feedGoodSinceMillis, reading, 0, null, false, null, null, null);
    }

    static SensorEvent heard(String sensor, long atMillis, long arrivedAtMillis, long feedGoodSinceMillis) {
        return new SensorEvent(
                sensor, arrivedAtMillis, feedGoodSinceMillis, null, atMillis, null, false, null, null, null);
    }

    static SensorEvent registered(SensorEntry entry, long arrivedAtMillis, long feedGoodSinceMillis) {
        return new SensorEvent(
                entry.sensor(), arrivedAtMillis, feedGoodSinceMillis, null, 0, entry, false, null, null, null);
    }

    static SensorEvent removed(String sensor, long arrivedAtMillis, long feedGoodSinceMillis) {
        return new SensorEvent(sensor, arrivedAtMillis, feedGoodSinceMillis, null, 0, null, true, null, null, null);
    }

    static SensorEvent of(AlertCommand command, long arrivedAtMillis, long feedGoodSinceMillis) {
        return new SensorEvent(
                command.sensor(), arrivedAtMillis, feedGoodSinceMillis, null, 0, null, false, command, null, null);
    }

    static SensorEvent retained(Alert alert, long arrivedAtMillis, long feedGoodSinceMillis) {
        return new SensorEvent(
                alert.sensor(), arrivedAtMillis, feedGoodSinceMillis, null, 0, null, false, null, alert, null);
    }

    static SensorEvent of(FeedNews news) {
        return new SensorEvent(null, 0, 0, null, 0, null, false, null, null, news);
    }
}
