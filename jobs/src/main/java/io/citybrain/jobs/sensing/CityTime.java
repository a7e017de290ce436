package io.citybrain.jobs.sensing;

/** What tells the job the city's time. */
public enum CityTime {
    /** This machine's clock. */
    WALL,
    /** {@code city/v1/clock}, by MQTT: a simulation or a replay. */
    EXTERNAL,
    /** The ticks in the Kafka log, whatever drove them when they were written: who reads it again finds the same time. */
    LOG;

    /** True if there is no time until the first tick. */
    boolean isUnknownAtFirst() {
        return this != WALL;
    }
}
