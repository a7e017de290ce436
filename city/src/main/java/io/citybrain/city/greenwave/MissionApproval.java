package io.citybrain.city.greenwave;

/**
 * A person's decision about a requested mission.
 *
 * @param reason why not; null if approved
 */
public record MissionApproval(String mission, String by, boolean approved, String reason, long atMillis) {}
