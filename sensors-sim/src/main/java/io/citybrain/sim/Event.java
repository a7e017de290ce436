package io.citybrain.sim;

import io.citybrain.city.sensing.Kind;

/**
 * One message of the street. The payload's own observedAt is {@code atMillis} except in late history.
 *
 * @param atMillis simulated time at which it is sent, epoch milliseconds
 * @param kind the kind of the sensor that sends it
 * @param topic full MQTT topic
 * @param payload bytes as sent; not to be changed
 * @param malformed true if City Brain must refuse it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Event(long atMillis, Kind kind, String topic, byte[] payload, boolean malformed) {}
