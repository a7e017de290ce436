package io.citybrain.city.greenwave;

import java.util.Arrays;

/** When an ambulance is where, as planned last: for each junction of its route, and for its end. Milliseconds. */
final class Schedule {
    private long[] etaAt = {};
    private long[] greenFrom = {};
    private long[] clearedAt = {};
    private boolean[] crowded = {};
    private long arrivalAt;
    private long arrivalWithoutPriorityAt;

    void clear() {
        resize(0);
        arrivalAt = 0;
        arrivalWithoutPriorityAt = 0;
    }

    void resize(int junctions) {
        if (etaAt.length != junctions) {
            etaAt = new long[junctions];
            greenFrom = new long[junctions];
            clearedAt = new long[junctions];
            crowded = new boolean[junctions];
        }
    }

    void junction(int index, long etaAtMillis, long greenFromMillis, boolean queueTooLong) {
        etaAt[index] = etaAtMillis;
        greenFrom[index] = greenFromMillis;
        crowded[index] = queueTooLong;
    }

    void cleared(int index, long atMillis) {
        clearedAt[index] = atMillis;
    }

    void greenNotAfter(int index, long atMillis) {
        greenFrom[index] = Math.min(greenFrom[index], atMillis);
    }

    void arrival(long atMillis) {
        arrivalAt = atMillis;
    }

    void arrivalWithoutPriority(long atMillis) {
        arrivalWithoutPriorityAt = atMillis;
    }

    boolean isEmpty() {
        return etaAt.length == 0;
    }

    long etaAt(int junction) {
        return etaAt[junction];
    }

    long greenFrom(int junction) {
        return greenFrom[junction];
    }

    long clearedAt(int junction) {
        return clearedAt[junction];
    }

    /** True if the queue there is too long to be emptied in the longest lead. */
    boolean isCrowded(int junction) {
        return crowded[junction];
    }

    long arrivalAt() {
        return arrivalAt;
    }

    long arrivalWithoutPriorityAt() {
        return arrivalWithoutPriorityAt;
    }

    @Override
    public String toString() {
        return "eta " + Arrays.toString(etaAt) + ", green " + Arrays.toString(greenFrom);
    }
}
