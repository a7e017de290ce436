/**
 * The log that the bridge writes and the jobs read: which topics there are, what a record looks like. No Flink.
 *
 * <p>{@code city.inbound} holds what came in by MQTT, as it came. The key decides the partition and so the order: a
 * sensor's telemetry, registry entry and commands lie in one partition, a device's frames and its registry entry in
 * another. The city's time and the news of the feed lie in every partition, in order with the messages: whoever reads
 * the log later, slower or twice finds the same time at the same place.
 */
package io.citybrain.kafka.log;
