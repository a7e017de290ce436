/** Flink's ends on Kafka: a source that reads the log of {@link io.citybrain.kafka.log}, a sink that writes CloudEvents. */
package io.citybrain.kafka;
