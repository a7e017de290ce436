package io.citybrain.city.roads;

import java.util.Arrays;

/** A priority queue of edges in two arrays: four children a node, so that a step down touches one cache line. */
final class EdgeQueue {

    private double[] keys = new double[1024];
    private int[] edges = new int[1024];
    private int size;

    void clear() {
        size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    double lowestKey() {
        return keys[0];
    }

    void add(int edge, double key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            edges = Arrays.copyOf(edges, 2 * size);
        }
        int hole = size++;
        while (hole > 0 && keys[(hole - 1) >> 2] > key) {
            move((hole - 1) >> 2, hole);
            hole = (hole - 1) >> 2;
        }
        keys[hole] = key;
        edges[hole] = edge;
    }

    /** Takes out the edge with the lowest key. */
    int remove() {
        int lowest = edges[0];
        double key = keys[--size];
        int edge = edges[size];
        int hole = 0;
        for (int child = lowestChild(hole); child > 0 && keys[child] < key; child = lowestChild(hole)) {
            move(child, hole);
            hole = child;
        }
        keys[hole] = key;
        edges[hole] = edge;
        return lowest;
    }

    private int lowestChild(int node) {
        int first = 4 * node + 1;
        int lowest = first;
        for (int child = first + 1; child < Math.min(first + 4, size); child++) {
            if (keys[child] < keys[lowest]) {
                lowest = child;
            }
        }
        return first < size ? lowest : -1;
    }

    private void move(int from, int to) {
        keys[to] = keys[from];
        edges[to] = edges[from];
    }
}
