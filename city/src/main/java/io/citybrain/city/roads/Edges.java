package io.citybrain.city.roads;

/** The roads, by index from 0: one array for each property. */
public final class Edges {

    private final IdIndex ids;
    final int[] fromJunction;
    final int[] toJunction;
    final int[] firstLane;
    final float[] lengthMetres;
    final float[] speedMetresPerSecond;
    final byte[] allowed;

    Edges(IdIndex ids) {
        this.ids = ids;
        int count = ids.size();
        fromJunction = new int[count];
        toJunction = new int[count];
        firstLane = new int[count + 1];
        lengthMetres = new float[count];
        speedMetresPerSecond = new float[count];
        allowed = new byte[count];
    }

    public int count() {
        return ids.size();
    }

    public String id(int edge) {
        return ids.get(edge);
    }

    /** The index of an edge, or -1. Edges inside junctions are not among these, see {@link InsideLanes}. */
    public int find(String id) {
        return ids.find(id);
    }

    /** The index of an edge that must be there. */
    public int get(String id) {
        int edge = find(id);
        if (edge < 0) {
            throw new IllegalArgumentException("the road network has no edge " + id);
        }
        return edge;
    }

    public int fromJunction(int edge) {
        return fromJunction[edge];
    }

    public int toJunction(int edge) {
        return toJunction[edge];
    }

    public double lengthMetres(int edge) {
        return lengthMetres[edge];
    }

    /** The highest limit among its lanes that motor vehicles may use. */
    public double speedMetresPerSecond(int edge) {
        return speedMetresPerSecond[edge];
    }

    /** The index of its rightmost lane in {@link Lanes}; the others follow. */
    public int firstLane(int edge) {
        return firstLane[edge];
    }

    public int laneCount(int edge) {
        return firstLane[edge + 1] - firstLane[edge];
    }

    /** True if at least one lane is open to that class. */
    public boolean allows(int edge, VehicleClass vehicle) {
        return (allowed[edge] & vehicle.bit()) != 0;
    }
}
