/**
 * A time-series store seen from the outside: lines in, rows out. Knows nothing of Flink and nothing of the city.
 *
 * <p>Writing: {@link io.citybrain.influxdb.client.LineBuilder} encodes, {@link io.citybrain.influxdb.client.LineDelivery}
 * delivers in order and never loses silently, {@link io.citybrain.influxdb.client.StoreSetup} makes the tables first.
 * Reading: {@link io.citybrain.influxdb.client.History}.
 */
package io.citybrain.influxdb.client;
