package io.citybrain.mqtt.session;

/**
 * A message that was emitted and that the broker still holds as unacknowledged.
 *
 * @param packetId 1 to 65,535, the broker's number for it
 * @param contentHash {@link ContentHash} of it
 */
public record Delivery(int packetId, long contentHash) {}
