package io.citybrain.mqtt;

import java.util.List;

/**
 * State of the enumerator.
 *
 * @param names sessions that some reader owns
 */
public record AssignedSessions(List<String> names) {}
