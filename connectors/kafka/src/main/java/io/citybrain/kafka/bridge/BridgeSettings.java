package io.citybrain.kafka.bridge;

import io.citybrain.kafka.log.KafkaConnection;
import io.citybrain.kafka.log.KafkaTopics;
import io.citybrain.mqtt.client.MqttConnection;
import java.time.Duration;

/**
 * All that the bridge can be told.
 *
 * @param mqtt the broker
 * @param clientId client ids begin with it, and the feed has this name in the log; two bridges need two
 * @param kafka where the log is
 * @param topics their names; how many partitions there are is asked of Kafka
 * @param externalClock true = {@code city/v1/clock} drives the city, false = the wall clock
 * @param registryEvery how often the whole registry is written again; much less than the log is kept
 */
record BridgeSettings(
        MqttConnection mqtt,
        String clientId,
        KafkaConnection kafka,
        KafkaTopics topics,
        boolean externalClock,
        Duration registryEvery) {}
