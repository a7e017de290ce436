package io.citybrain.city.greenwave;

/**
 * What a road edge says of its traffic.
 *
 * @param vehicles on it
 * @param queuedVehicles of these, slower than 0.1 m/s
 * @param meanSpeedMetresPerSecond of all of them; NaN on an empty edge
 * @param laneVehicles by lane from the right; empty = not known
 * @param laneQueuedVehicles queued by lane from the right; empty = not known
 */
public record FlowReading(
        String edge,
        long observedAtMillis,
        int vehicles,
        int queuedVehicles,
        double meanSpeedMetresPerSecond,
        int[] laneVehicles,
        int[] laneQueuedVehicles) {
    @Override
    public boolean equals(Object other) {
        return other instanceof FlowReading that
                && edge.equals(that.edge)
                && observedAtMillis == that.observedAtMillis
                && vehicles == that.vehicles
                && queuedVehicles == that.queuedVehicles;
    }

    @Override
    public int hashCode() {
        return edge.hashCode() * 31 + Long.hashCode(observedAtMillis);
    }
}
