package io.citybrain.city.incident;

import java.io.Serializable;
import java.util.List;

/**
 * A part of the city with those who look after it.
 *
 * @param district incidents of one district are kept, and ordered, together
 * @param crew goes there
 * @param levels who looks after it: the grid itself first, the city last
 * @param shape where it is
 */
public record Grid(String id, String district, Crew crew, List<Level> levels, Shape shape) implements Serializable {
    private static final long serialVersionUID = 1;

    public Grid {
        levels = List.copyOf(levels);
    }

    Level level(int index) {
        return levels.get(Math.min(index, levels.size() - 1));
    }
}
