package io.citybrain.influxdb;

import io.citybrain.influxdb.client.LineBatch;
import java.util.List;

/** What one writer has taken and the store has not confirmed, oldest first. Empty for a moment, small in good times. */
record InfluxWriterState(List<LineBatch> unconfirmed) {}
