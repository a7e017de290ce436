package io.citybrain.city.incident;

import java.io.Serializable;

/**
 * Who looks after an incident: a grid, or somebody above it.
 *
 * @param index 0 = the grid itself, rising
 * @param id such as {@code zhaohui-street}
 * @param recipient who hears of it when it climbs here
 */
public record Level(int index, String id, String nameZh, String nameEn, String recipient) implements Serializable {
    private static final long serialVersionUID = 1;

    /** Who looks after what lies outside all grids, when no grids are known. */
    static final Level CITY = new Level(0, "city", "市级", "City", "city");
}
