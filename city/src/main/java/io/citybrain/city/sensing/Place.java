package io.citybrain.city.sensing;

/**
 * Where something stands.
 *
 * @param longitude degrees east, WGS-84; NaN if unknown
 * @param latitude degrees north, WGS-84; NaN if unknown
 * @param name what people call the spot, or null
 */
public record Place(double longitude, double latitude, String name) {}
