package io.citybrain.city.roads;

/** The lanes of all edges, by index from 0; the lanes of an edge stand together, the rightmost first. */
public final class Lanes {

    private final double originX;
    private final double originY;
    final int[] edge;
    final float[] lengthMetres;
    final float[] speedMetresPerSecond;
    final byte[] allowed;
    final int[] firstPoint;
    final float[] points;

    /** Shapes are kept as distances from an origin near them: a UTM northing has no room for centimetres in a float. */
    Lanes(int count, int pointCount, double originX, double originY) {
        this.originX = originX;
        this.originY = originY;
        edge = new int[count];
        lengthMetres = new float[count];
        speedMetresPerSecond = new float[count];
        allowed = new byte[count];
        firstPoint = new int[count + 1];
        points = new float[2 * pointCount];
    }

    void setPoint(int point, double x, double y) {
        points[2 * point] = (float) (x - originX);
        points[2 * point + 1] = (float) (y - originY);
    }

    public int count() {
        return edge.length;
    }

    public int edge(int lane) {
        return edge[lane];
    }

    public double lengthMetres(int lane) {
        return lengthMetres[lane];
    }

    public double speedMetresPerSecond(int lane) {
        return speedMetresPerSecond[lane];
    }

    public boolean allows(int lane, VehicleClass vehicle) {
        return (allowed[lane] & vehicle.bit()) != 0;
    }

    /** How many points its middle line has: at least two. */
    public int pointCount(int lane) {
        return firstPoint[lane + 1] - firstPoint[lane];
    }

    public double x(int lane, int point) {
        return originX + points[2 * (firstPoint[lane] + point)];
    }

    public double y(int lane, int point) {
        return originY + points[2 * (firstPoint[lane] + point) + 1];
    }
}
