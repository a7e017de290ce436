package io.citybrain.mqtt;

import io.citybrain.mqtt.client.HeldPublication;
import java.util.List;

/**
 * State of a sink writer.
 *
 * @param publications what the broker had not accepted, oldest first
 */
public record UnacceptedPublications(List<HeldPublication> publications) {}
