package io.citybrain.city.roads;

import java.util.Arrays;

/**
 * What driving takes now, from what the streets report: where traffic flows, free flow and the queues at signals; where
 * vehicles stand on a good part of an edge, the speed that was measured. Speed alone misleads where traffic flows,
 * queues alone mislead where it does not; this mixture did well on all networks that were tried.
 *
 * <p>Soft state: news replace each other by their time, older ones are ignored, and what is not heard of for 120 s is
 * free again. One thread at a time.
 */
public final class LinkCosts {

    /** How long news count. */
    static final long MEMORY_MILLIS = 120_000;

    /** Seconds that each vehicle in a queue takes to leave over the stop line (saturation flow of 1,800 an hour). */
    static final double SECONDS_PER_QUEUED_VEHICLE = 2;

    /** Room that a standing vehicle takes: 5 m and a gap of 2.5 m, SUMO's passenger car. */
    static final double METRES_PER_QUEUED_VEHICLE = 7.5;

    /** From this share of an edge filled with standing vehicles on, the measured speed counts. */
    static final double JAMMED_SHARE = 0.45;

    /** A standing queue moves on now and then: no measured speed counts for less. */
    static final double LEAST_METRES_PER_SECOND = 0.5;

    /** What a junction costs whose signal is dark: everyone stops first. An estimate. */
    static final double OUT_OF_ORDER_SECONDS = 10;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final RoadNetwork network;
    private final FreeFlow freeFlow;
    private final SignalDelays delays;
    private final long[] edgeHeardAtMillis;
    private final float[] queuedOnEdge;

    /** What the newest news make of an edge, worked out when they come: a search asks a hundred thousand times. */
    private final float[] liveSeconds;

    private final boolean[] isJammed;
    private final long[] laneHeardAtMillis;
    private final float[] queuedOnLane;
    private final boolean[] isClosed;
    private final boolean[] isOutOfOrder;

    public LinkCosts(RoadNetwork network, FreeFlow freeFlow) {
        this.network = network;
        this.freeFlow = freeFlow;
        this.delays = new SignalDelays(network);
        int edges = network.edges().count();
        edgeHeardAtMillis = new long[edges];
        Arrays.fill(edgeHeardAtMillis, NEVER);
        queuedOnEdge = new float[edges];
        liveSeconds = new float[edges];
        isJammed = new boolean[edges];
        laneHeardAtMillis = new long[network.lanes().count()];
        Arrays.fill(laneHeardAtMillis, NEVER);
        queuedOnLane = new float[network.lanes().count()];
        isClosed = new boolean[edges];
        isOutOfOrder = new boolean[network.signals().count()];
    }

    /**
     * Takes what a street reports.
     *
     * @param queuedVehicles on all lanes; NaN if the report does not tell, which then counts as none
     * @param meanMetresPerSecond NaN if the report does not tell
     */
    public void observe(int edge, long observedAtMillis, double queuedVehicles, double meanMetresPerSecond) {
        if (observedAtMillis >= edgeHeardAtMillis[edge]) {
            edgeHeardAtMillis[edge] = observedAtMillis;
            queuedOnEdge[edge] = Double.isNaN(queuedVehicles) ? 0 : (float) queuedVehicles;
            double room = network.edges().lengthMetres(edge) * network.edges().laneCount(edge);
            isJammed[edge] = queuedOnEdge[edge] * METRES_PER_QUEUED_VEHICLE > JAMMED_SHARE * room;
            liveSeconds[edge] = (float)
                    (isJammed[edge] && meanMetresPerSecond >= 0
                            ? jammedSeconds(edge, meanMetresPerSecond)
                            : freeFlow.edgeSeconds(edge));
        }
    }

    private double jammedSeconds(int edge, double measured) {
        double metresPerSecond = Math.max(LEAST_METRES_PER_SECOND, measured);
        return Math.max(freeFlow.edgeSeconds(edge), network.edges().lengthMetres(edge) / metresPerSecond);
    }

    /** Takes what a street reports of one of its lanes. */
    public void observeLane(int lane, long observedAtMillis, double queuedVehicles) {
        if (observedAtMillis >= laneHeardAtMillis[lane]) {
            laneHeardAtMillis[lane] = observedAtMillis;
            queuedOnLane[lane] = (float) queuedVehicles;
        }
    }

    /** Closes an edge to traffic, or opens it again. */
    public void setClosed(int edge, boolean closed) {
        isClosed[edge] = closed;
    }

    /** A signal that is dark or faulty cannot help, and everyone stops in front of it. */
    public void setOutOfOrder(int signal, boolean outOfOrder) {
        isOutOfOrder[signal] = outOfOrder;
    }

    /** Vehicles that stand on a lane: its own news, else its share of the edge's; 0 if nothing is known. */
    public double queuedVehicles(int lane, long nowMillis) {
        if (nowMillis - laneHeardAtMillis[lane] <= MEMORY_MILLIS) {
            return queuedOnLane[lane];
        }
        int edge = network.lanes().edge(lane);
        return isKnown(edge, nowMillis) ? queuedOnEdge[edge] / network.edges().laneCount(edge) : 0;
    }

    /** True if there are news of an edge that still count. */
    public boolean isKnown(int edge, long nowMillis) {
        return nowMillis - edgeHeardAtMillis[edge] <= MEMORY_MILLIS;
    }

    /** True if standing vehicles fill so much of an edge that its measured speed counts. */
    public boolean isJammed(int edge, long nowMillis) {
        return isKnown(edge, nowMillis) && isJammed[edge];
    }

    /** Costs as they are now, for one that gets green everywhere: it waits for the queues only. */
    public TravelCosts withPriority(long nowMillis) {
        return new Now(nowMillis, true);
    }

    /** Costs as they are now, for one that waits at red signals like everyone. */
    public TravelCosts withoutPriority(long nowMillis) {
        return new Now(nowMillis, false);
    }

    /** As it is at one moment; nothing is foretold, so it does not matter how far ahead one asks. */
    private final class Now implements TravelCosts {

        private final long nowMillis;
        private final boolean hasPriority;

        Now(long nowMillis, boolean hasPriority) {
            this.nowMillis = nowMillis;
            this.hasPriority = hasPriority;
        }

        @Override
        public double edgeSeconds(int edge, double aheadSeconds) {
            if (isClosed[edge]) {
                return Double.POSITIVE_INFINITY;
            }
            return isKnown(edge, nowMillis) ? liveSeconds[edge] : freeFlow.edgeSeconds(edge);
        }

        @Override
        public double turnSeconds(int turn, double aheadSeconds) {
            double free = freeFlow.turnSeconds(turn);
            int signal = network.turns().signal(turn);
            if (signal == Turns.UNCONTROLLED) {
                return free;
            }
            double clearing = isJammed(network.turns().fromEdge(turn), nowMillis)
                    ? 0 // the measured speed has it already
                    : SECONDS_PER_QUEUED_VEHICLE
                            * queuedVehicles(network.turns().fromLane(turn), nowMillis);
            if (isOutOfOrder[signal]) {
                return free + clearing + OUT_OF_ORDER_SECONDS;
            }
            return free + clearing + (hasPriority ? 0 : delays.secondsAtRed(turn, clearing));
        }
    }
}
