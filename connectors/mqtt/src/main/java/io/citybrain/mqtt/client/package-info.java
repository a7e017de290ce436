/**
 * MQTT 5 for everyone: publish, subscribe, check a broker. QoS 1, reconnects for ever, no Flink.
 *
 * <p>The traps of the Paho client 1.2.5 that this package walks around are named where they are met.
 */
package io.citybrain.mqtt.client;
