package io.citybrain.city.incident;

import java.io.Serializable;
import java.util.List;

/**
 * An area bounded by rings of longitude and latitude. A point is inside if it lies within an odd number of rings, which
 * serves polygons, their holes, and several polygons alike. A point on a border belongs to one side of it.
 */
public final class Shape implements Serializable {
    private static final long serialVersionUID = 1;

    private final double[][] rings;
    private final double west;
    private final double south;
    private final double east;
    private final double north;

    /** @param rings each longitude, latitude, longitude, latitude …; whether closed or not does not matter */
    public Shape(List<double[]> rings) {
        this.rings = rings.stream().map(double[]::clone).toArray(double[][]::new);
        double[] box = {Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
        for (double[] ring : this.rings) {
            for (int i = 0; i < ring.length; i += 2) {
                box[0] = Math.min(box[0], ring[i]);
                box[1] = Math.min(box[1], ring[i + 1]);
                box[2] = Math.max(box[2], ring[i]);
                box[3] = Math.max(box[3], ring[i + 1]);
            }
        }
        west = box[0];
        south = box[1];
        east = box[2];
        north = box[3];
    }

    /** True if the point is inside; false for one without coordinates. */
    public boolean contains(double longitude, double latitude) {
        boolean inBox = longitude >= west && longitude <= east && latitude >= south && latitude <= north;
        boolean inside = false;
        for (int i = 0; inBox && i < rings.length; i++) {
            inside ^= isWithin(rings[i], longitude, latitude);
        }
        return inside;
    }

    /** Counts crossings of the ring with a ray to the east. */
    private static boolean isWithin(double[] ring, double x, double y) {
        boolean within = false;
        for (int i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
            boolean crosses = ring[i + 1] > y != ring[j + 1] > y;
            if (crosses && x < ring[i] + (ring[j] - ring[i]) * (y - ring[i + 1]) / (ring[j + 1] - ring[i + 1])) {
                within = !within;
            }
        }
        return within;
    }
}
