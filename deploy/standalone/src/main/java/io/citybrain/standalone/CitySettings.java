package io.citybrain.standalone;

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
        Path registry,
        Path summary,
        Path data,
        String language,
        Ports ports,
        Outside outside) {

    /** Ports on the loopback interface; 0 = any free one. */
    record Ports(int mqtt, int store, int flink) {}

    /**
     * What is used instead of the embedded parts.
     *
     * @param mqttUri the broker, or null
     * @param mqttUser its user, or null
     * @param mqttPasswordFile its password's file, or null
     * @param mqttTrustStore a key store with the authority of its certificate, or null for those that Java knows
     * @param mqttTrustStorePasswordFile the key store's password's file, or null
     * @param storeUrl the store, or null
     * @param storeFlavour influxdb-1, influxdb-2 or questdb
     * @param storeDatabase database or bucket
     * @param storeUser its user, or null
     * @param storePasswordFile its password's file, or null
     * @param storeTokenFile its token's file, or null
     */
    record Outside(
            String mqttUri,
            String mqttUser,
            String mqttPasswordFile,
            String mqttTrustStore,
            String mqttTrustStorePasswordFile,
            String storeUrl,
            String storeFlavour,
            String storeDatabase,
            String storeUser,
            String storePasswordFile,
            String storeTokenFile) {}

    /** True if the clock is not the wall's. */
    boolean hasExternalClock() {
        return externalClock || simulate || replay != null;
    }
}
