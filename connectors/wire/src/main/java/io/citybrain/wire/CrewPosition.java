package io.citybrain.wire;

/** Where a crew is. */
public record CrewPosition(String crew, long observedAtMillis, double longitude, double latitude) {}
