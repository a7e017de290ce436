package io.citybrain.city.roads;

/** The junctions, by index from 0, and who must wait for whom on them. */
public final class Junctions {

    private final IdIndex ids;
    final String[] type;
    final double[] x;
    final double[] y;
    final int[] requestCount;
    final int[] firstWord;
    final long[] foes;
    final long[] response;

    Junctions(IdIndex ids, int[] requestCount) {
        this.ids = ids;
        this.requestCount = requestCount;
        type = new String[ids.size()];
        x = new double[ids.size()];
        y = new double[ids.size()];
        firstWord = new int[ids.size() + 1];
        for (int i = 0; i < requestCount.length; i++) {
            firstWord[i + 1] = firstWord[i] + (requestCount[i] * requestCount[i] + 63) / 64;
        }
        foes = new long[firstWord[ids.size()]];
        response = new long[firstWord[ids.size()]];
    }

    void set(long[] table, int junction, int request, int other) {
        int bit = request * requestCount[junction] + other;
        table[firstWord[junction] + (bit >> 6)] |= 1L << (bit & 63);
    }

    private boolean isSet(long[] table, int junction, int request, int other) {
        int count = requestCount[junction];
        if (request < 0 || other < 0 || request >= count || other >= count) {
            return false;
        }
        int bit = request * count + other;
        return (table[firstWord[junction] + (bit >> 6)] >>> (bit & 63) & 1) != 0;
    }

    public int count() {
        return ids.size();
    }

    public String id(int junction) {
        return ids.get(junction);
    }

    /** The index of a junction, or -1. */
    public int find(String id) {
        return ids.find(id);
    }

    /** SUMO's word: traffic_light, priority, right_before_left, dead_end … */
    public String type(int junction) {
        return type[junction];
    }

    public double x(int junction) {
        return x[junction];
    }

    public double y(int junction) {
        return y[junction];
    }

    /** How many connections its right-of-way tables know, pedestrian crossings among them; 0 if it has no tables. */
    public int requestCount(int junction) {
        return requestCount[junction];
    }

    /** True if the ways of two connections over the junction touch, so that one of them must wait (SUMO's foes). */
    public boolean areFoes(int junction, int request, int other) {
        return isSet(foes, junction, request, other) || isSet(foes, junction, other, request);
    }

    /** True if the first connection must wait for the second (SUMO's response). */
    public boolean waitsFor(int junction, int request, int other) {
        return isSet(response, junction, request, other);
    }
}
