package io.citybrain.city.incident;

import io.citybrain.city.sensing.Place;
import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All grids of a city. What lies outside of them belongs to the city itself, and to no crew. */
public final class CityGrids implements Serializable {
    private static final long serialVersionUID = 1;

    /** The district of what lies outside all grids. */
    public static final String OUTSIDE = "city";

    private final List<Grid> grids;
    private final HashMap<String, Grid> byId = new HashMap<>();
    private final LinkedHashMap<String, Crew> crews = new LinkedHashMap<>();
    private final Level top;

    /** @param grids their ids differ, and their highest level is the same; where they overlap the first counts */
    public CityGrids(List<Grid> grids) {
        this.grids = List.copyOf(grids);
        for (Grid grid : grids) {
            byId.put(grid.id(), grid);
            crews.putIfAbsent(grid.crew().id(), grid.crew());
        }
        top = grids.isEmpty() ? Level.CITY : grids.get(0).level(Integer.MAX_VALUE);
    }

    public static CityGrids none() {
        return new CityGrids(List.of());
    }

    public List<Grid> grids() {
        return grids;
    }

    /** By id. */
    public Map<String, Crew> crews() {
        return Map.copyOf(crews);
    }

    /** The grid that a place lies in, or null. */
    public Grid find(Place place) {
        if (place == null) {
            return null;
        }
        for (Grid grid : grids) {
            if (grid.shape().contains(place.longitude(), place.latitude())) {
                return grid;
            }
        }
        return null;
    }

    /** The district that a place lies in. */
    public String district(Place place) {
        Grid grid = find(place);
        return grid == null ? OUTSIDE : grid.district();
    }

    /** Who looks after a grid's incidents at that level; the highest level if there are not so many. */
    Level level(String gridId, int index) {
        Grid grid = gridId == null ? null : byId.get(gridId);
        return grid == null ? top : grid.level(index);
    }

    /** The crew of a grid, or null. */
    String findCrew(String gridId) {
        Grid grid = gridId == null ? null : byId.get(gridId);
        return grid == null ? null : grid.crew().id();
    }
}
