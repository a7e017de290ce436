/**
 * The bridge from MQTT to the log, a small process of its own, and the command that creates the topics. It acknowledges
 * an MQTT message when Kafka has it, so the broker keeps what Kafka can't take. No Flink.
 */
package io.citybrain.kafka.bridge;
