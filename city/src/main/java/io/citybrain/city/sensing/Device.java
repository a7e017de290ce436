package io.citybrain.city.sensing;

/**
 * The foreign device behind a sensor, for payloads that need a codec.
 *
 * @param eui the device's EUI-64 (or IMEI), upper-case hexadecimal without separators
 * @param codec the codec's name, such as {@code dingtek-dc410}
 * @param mountHeightMetres height of the sensor above the zero of the level (a gauge) or above the cover's plane (a
 *     manhole); level = height - distance; NaN if unknown: then the distance is stored and no level is derived
 */
public record Device(String eui, String codec, double mountHeightMetres) {}
