/**
 * Flink source and sink for MQTT 5 that lose nothing: the source acknowledges when a checkpoint holds the message, the
 * sink keeps in its state what the broker has not accepted. Generic: knows nothing of what the messages mean.
 */
package io.citybrain.mqtt;
