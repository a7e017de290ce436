package io.citybrain.jobs.sensing;

import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.wire.Topics;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * All that the sensing job can be told.
 *
 * @param mqtt the broker
 * @param clientIdPrefix client ids begin with it; two jobs on one broker need two prefixes
 * @param sessions telemetry filters by session name: one MQTT session each, filters must not overlap
 * @param externalClock true = {@code city/v1/clock} drives the city, false = the wall clock
 * @param store the time-series store
 * @param spoolDirectory where readings wait on disk when the store is away for long
 * @param parallelism of everything behind the source
 */
public record SensingSettings(
        MqttConnection mqtt,
        String clientIdPrefix,
        Map<String, List<String>> sessions,
        boolean externalClock,
        StoreAddress store,
        String spoolDirectory,
        int parallelism)
        implements Serializable {

    private static final long serialVersionUID = 1;

    /** Pinned from the first day: it can't change without losing state. */
    static final int MAX_PARALLELISM = 360;

    /** What one session reads if nothing else is said. */
    public static Map<String, List<String>> oneSession() {
        return Map.of(
                "telemetry", List.of(Topics.ALL_TELEMETRY, Topics.THE_THINGS_STACK_UPLINKS, Topics.CHIRPSTACK_UPLINKS));
    }
}
