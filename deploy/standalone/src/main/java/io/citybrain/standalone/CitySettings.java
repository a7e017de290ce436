package io.citybrain.standalone;

import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.mqtt.client.MqttConnection;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the standalone city was told on the command line.
 *
 * @param duration how long the simulation runs, real time; null = until stopped
 * @param speed simulated or recorded seconds per real second
 * @param rate wanted messages per second of the simulation, 0 = as its sensors give
 * @param seed of the simulation
 * @param faults a file of faults to inject, or null
 * @param replay a folder of recorded data, or null
 * @param description what the recorded files are, or null
 * @param simulate false = wait for real devices
 * @param externalClock true = {@code city/v1/clock} of another simulator drives the city
 * @param network the road network that escorts are planned on; null: that of the simulation, or no escorts
 * @param missionSeconds how often the simulation asks for an escort, simulated seconds; 0 = never
 * @param grids who looks after which part of the city, or null: the simulation has its own
 * @param registry a registry file to publish, or null
 * @param summary where to write what happened, or null
 * @param data where the state is kept, or null for a temporary folder
 * @param language zh, en or null
 * @param ports where to listen
 * @param outside brokers and stores to use instead of the embedded ones
 */
record CitySettings(
        Duration duration,
        double speed,
        double rate,
        long seed,
        Path faults,
        Path replay,
        Path description,
        boolean simulate,
        boolean externalClock,
        Path network,
        double missionSeconds,
        Path grids,
        Path registry,
        Path summary,
        Path data,
        String language,
        Ports ports,
        Outside outside) {

    /**
     * Ports on the loopback interface; 0 = any free one.
     *
     * @param metrics null = the usual one, or any if that is busy
     * @param http null = the usual one, or any if that is busy; {@link #NONE} = no door for people
     */
    record Ports(int mqtt, int store, int flink, Integer metrics, Integer http) {
        static final int NONE = -1;
    }

    /**
     * What is used instead of the embedded parts, and who we are there.
     *
     * @param broker another broker, or null
     * @param clientId what MQTT client ids begin with
     * @param store another store, or null
     */
    record Outside(MqttConnection broker, String clientId, StoreAddress store) {}

    /** True if the clock is not the wall's. */
    boolean hasExternalClock() {
        return externalClock || simulate || replay != null;
    }
}
