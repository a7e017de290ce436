package io.citybrain.city.incident;

import io.citybrain.city.sensing.Place;

/**
 * What an incident is about.
 *
 * @param kind the kind of sensor that first spoke of it
 * @param matter which alerts belong to it
 * @param titleZh what its first alert said, Chinese
 * @param titleEn what its first alert said, English
 * @param place of its first alert, or null
 * @param grid or null if it lies outside all grids
 * @param registeredAtMillis since when it is known
 */
public record Subject(
        String kind,
        Matter matter,
        String titleZh,
        String titleEn,
        Place place,
        String grid,
        long registeredAtMillis) {}
