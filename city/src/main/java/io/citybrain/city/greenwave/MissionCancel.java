package io.citybrain.city.greenwave;

/**
 * A dispatcher's wish to end a mission.
 *
 * @param reason why, or null
 */
public record MissionCancel(String mission, String reason, long requestedAtMillis) {}
