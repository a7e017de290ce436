package io.citybrain.sim.traffic;

/**
 * What moves on the roads: the built-in model, or a SUMO. Edges, lanes and turns are indices of the road network. One
 * thread.
 */
interface Traffic extends AutoCloseable {
    /**
     * Where a vehicle is.
     *
     * @param lane on the edge, from the right
     * @param metres from the edge's begin
     * @param edgeId SUMO's own name of an edge inside a junction, or null if it is on that edge
     * @param headingDegrees clockwise from north
     */
    record Whereabouts(
            int edge,
            int lane,
            double metres,
            String edgeId,
            double x,
            double y,
            double speedMetresPerSecond,
            double headingDegrees) {}

    /** A second goes by, under what the signals show. */
    void step();

    int vehicles(int lane);

    /** Of these, slower than 0.1 m/s. */
    int queued(int lane);

    /** Of all vehicles on an edge; NaN if there is none. */
    double meanSpeed(int edge);

    /**
     * An ambulance drives off.
     *
     * @param route edges, at least one
     * @param fromMetres on the first edge
     * @param untilMetres where it stops on the last one
     */
    void driveOff(String ambulance, int[] route, double fromMetres, double untilMetres);

    /** It takes another way, which begins with the edge where it is. */
    void turnOff(String ambulance, int[] route, double untilMetres);

    /** It leaves the road. */
    void pullOver(String ambulance);

    /** Null if it is not on the road. */
    Whereabouts find(String ambulance);

    @Override
    default void close() {}
}
