package io.citybrain.http.access;

/**
 * Who asks.
 *
 * @param name as it stands in commands and in the audit trail
 * @param role what they are here for
 * @param crew the crew that they belong to, or null
 */
public record Person(String name, Role role, String crew) {}
