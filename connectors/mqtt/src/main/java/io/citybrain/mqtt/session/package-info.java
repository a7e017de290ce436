/**
 * MQTT sessions whose messages are acknowledged when their reader says that they are safe: at a checkpoint of Flink, or
 * when Kafka has them. No Flink.
 */
package io.citybrain.mqtt.session;
