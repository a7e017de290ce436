package io.citybrain.city.greenwave;

/**
 * Where an ambulance says it is: an edge, metres of the network, or degrees; what is not said is null or NaN.
 *
 * @param edge road edge, or SUMO's internal edge inside a junction
 * @param lane from the right; negative = not known
 * @param positionMetres on that edge (on that internal edge)
 * @param speedMetresPerSecond NaN if not said: then it is taken from one position to the next
 * @param headingDegrees clockwise from north
 */
public record AmbulancePosition(
        String ambulance,
        long observedAtMillis,
        String edge,
        int lane,
        double positionMetres,
        double x,
        double y,
        double longitude,
        double latitude,
        double speedMetresPerSecond,
        double headingDegrees) {
    private static final double FASTEST_METRES_PER_SECOND = 100;

    /** False if no vehicle can be so: a receiver without a fix may say anything, and no signal is held for that. */
    boolean isPossible() {
        boolean isTooSlow = speedMetresPerSecond < 0;
        boolean isTooFast = speedMetresPerSecond > FASTEST_METRES_PER_SECOND;
        return !isTooSlow && !isTooFast && !(edge != null && positionMetres < 0);
    }

    public static AmbulancePosition onEdge(
            String ambulance, long observedAtMillis, String edge, int lane, double positionMetres, double speed) {
        return new AmbulancePosition(
                ambulance,
                observedAtMillis,
                edge,
                lane,
                positionMetres,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                speed,
                Double.NaN);
    }

    /** By metres of the network, as a noisy receiver gives them. */
    public static AmbulancePosition inMetres(
            String ambulance, long observedAtMillis, double x, double y, double speed, double headingDegrees) {
        return new AmbulancePosition(
                ambulance, observedAtMillis, null, -1, Double.NaN, x, y, Double.NaN, Double.NaN, speed, headingDegrees);
    }
}
