package io.citybrain.mqtt.client;

/**
 * What the broker announced at connect (MQTT 5, section 3.2.2.3), with the defaults of the standard filled in.
 *
 * @param receiveMaximum QoS 1 publications that we may have outstanding, 1 to 65,535
 * @param topicAliasMaximum 0 to 65,535
 * @param maximumPacketBytes largest packet that the broker takes; {@link Long#MAX_VALUE} if it names none
 */
public record BrokerLimits(int receiveMaximum, int topicAliasMaximum, long maximumPacketBytes) {}
