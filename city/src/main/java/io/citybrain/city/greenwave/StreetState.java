package io.citybrain.city.greenwave;

import io.citybrain.city.roads.RoadNetwork;

/**
 * What the street said last: traffic by edge and the signals' states. Soft: never stored, the feed brings it again
 * within 30 s. Old news fades: without any for two minutes an edge counts as empty and a signal as unknown.
 */
final class StreetState {
    static final long FADES_AFTER_MILLIS = 120_000;
    /** A queued vehicle and the gap before it (HCM: 25 feet). */
    static final double METRES_PER_VEHICLE = 7.5;
    /** Where standing vehicles fill more than this share of an edge, it is saturated. Measured, see LinkCosts. */
    static final double SATURATED = 0.45;

    private final RoadNetwork roads;
    private final long[] flowAtMillis;
    private final float[] vehicles;
    private final float[] queued;
    private final float[] meanSpeed;
    private final int[][] laneVehicles;
    private final int[][] laneQueued;
    private final SignalReading[] signals;
    private long nowMillis;

    StreetState(RoadNetwork roads) {
        this.roads = roads;
        int edges = roads.edges().count();
        flowAtMillis = new long[edges];
        vehicles = new float[edges];
        queued = new float[edges];
        meanSpeed = new float[edges];
        laneVehicles = new int[edges][];
        laneQueued = new int[edges][];
        signals = new SignalReading[roads.signals().count()];
    }

    void now(long millis) {
        nowMillis = millis;
    }

    void flow(int edge, FlowReading reading) {
        if (reading.observedAtMillis() < flowAtMillis[edge]) {
            return;
        }
        flowAtMillis[edge] = reading.observedAtMillis();
        vehicles[edge] = reading.vehicles();
        queued[edge] = reading.queuedVehicles();
        meanSpeed[edge] = (float) reading.meanSpeedMetresPerSecond();
        laneVehicles[edge] = reading.laneVehicles();
        laneQueued[edge] = reading.laneQueuedVehicles();
    }

    void signal(int signal, SignalReading reading) {
        SignalReading before = signals[signal];
        if (before == null || reading.observedAtMillis() >= before.observedAtMillis()) {
            signals[signal] = reading;
        }
    }

    private boolean isFresh(int edge) {
        return flowAtMillis[edge] > 0 && nowMillis - flowAtMillis[edge] < FADES_AFTER_MILLIS;
    }

    double queuedVehicles(int edge) {
        return isFresh(edge) ? queued[edge] : 0;
    }

    double vehicles(int edge) {
        return isFresh(edge) ? vehicles[edge] : 0;
    }

    /** Of those that move; NaN if none does. */
    double movingSpeed(int edge) {
        double moving = vehicles(edge) - queuedVehicles(edge);
        return moving < 1 ? Double.NaN : meanSpeed[edge] * vehicles(edge) / moving;
    }

    double meanSpeed(int edge) {
        return isFresh(edge) && vehicles[edge] > 0 ? meanSpeed[edge] : Double.NaN;
    }

    /** Queued vehicles on one lane; the edge's mean where lanes are not known. */
    double queuedOnLane(int edge, int lane) {
        return isFresh(edge) ? onLane(edge, lane, laneQueued[edge], queued[edge]) : 0;
    }

    /** All vehicles on one lane; the edge's mean where lanes are not known. */
    double vehiclesOnLane(int edge, int lane) {
        return isFresh(edge) ? onLane(edge, lane, laneVehicles[edge], vehicles[edge]) : 0;
    }

    private double onLane(int edge, int lane, int[] lanes, double onEdge) {
        return lanes != null && lane < lanes.length
                ? lanes[lane]
                : onEdge / roads.edges().laneCount(edge);
    }

    double roomMetres(int edge) {
        return roads.edges().lengthMetres(edge) * roads.edges().laneCount(edge);
    }

    /** The share of an edge that standing vehicles fill, 0 to 1. */
    double standingShare(int edge) {
        return Math.min(1, queuedVehicles(edge) * METRES_PER_VEHICLE / roomMetres(edge));
    }

    /** The share of an edge that all vehicles fill, 0 to 1. */
    double filledShare(int edge) {
        return Math.min(1, vehicles(edge) * METRES_PER_VEHICLE / roomMetres(edge));
    }

    boolean isSaturated(int edge) {
        return standingShare(edge) > SATURATED;
    }

    /** What is wrong with a signal, or null. */
    String fault(int signal) {
        SignalReading reading = find(signal);
        return reading == null || reading.fault() == null || "none".equals(reading.fault()) ? null : reading.fault();
    }

    private SignalReading find(int signal) {
        SignalReading reading = signals[signal];
        return reading != null && nowMillis - reading.observedAtMillis() < FADES_AFTER_MILLIS ? reading : null;
    }

    /** True if all these links show green, as far as is known. */
    boolean areGreen(int signal, int[] links) {
        SignalReading reading = find(signal);
        if (reading == null || reading.state() == null) {
            return false;
        }
        for (int link : links) {
            char letter = link < reading.state().length() ? reading.state().charAt(link) : 'r';
            if (letter != 'G' && letter != 'g') {
                return false;
            }
        }
        return true;
    }

    /** How long the running phase has been shown; NaN = not known. */
    double phaseSeconds(int signal) {
        SignalReading reading = find(signal);
        return reading == null
                ? Double.NaN
                : reading.elapsedSeconds() + Math.max(0, nowMillis - reading.observedAtMillis()) / 1000.0;
    }
}
