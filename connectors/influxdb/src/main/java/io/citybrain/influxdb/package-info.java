/** A Flink sink for time-series stores that speak line protocol: {@link io.citybrain.influxdb.InfluxSink}. */
package io.citybrain.influxdb;
