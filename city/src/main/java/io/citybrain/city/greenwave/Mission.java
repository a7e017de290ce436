package io.citybrain.city.greenwave;

/**
 * All that must survive a restart of one mission: one flat record. What the street says (link times, queues, signal
 * states) is not in it, the feed brings that again.
 *
 * @param decidedBy who approved or refused it: a person or {@code policy}; null = undecided
 * @param withoutPriority true if a person has released all holds: it drives on, and no signal is held for it
 * @param route the edges from origin to destination
 * @param routeGiven true if the dispatcher chose the route
 * @param destinationMetres the destination's position on the last edge
 * @param startedAtMillis when it was approved; 0 = not yet
 * @param expectedAtMillis when it was expected to arrive without priority, as known at its start; 0 = not yet
 * @param lastPositionAtMillis observedAt of its newest position; 0 = none
 * @param silentMillis for how long no position has come, by the city clock
 * @param edgeOnRoute index into the route
 * @param metresOnEdge position of the ambulance's front on that edge
 * @param leftRouteFixes how many positions in a row were off the route
 * @param statusAtMillis when the status last changed
 * @param seizedSignals the signals that were held for it
 * @param seizedMillis for how long each was held
 */
public record Mission(
        String mission,
        String ambulance,
        int urgency,
        long requestedAtMillis,
        MissionStatus status,
        String reason,
        String decidedBy,
        boolean withoutPriority,
        int revision,
        String[] route,
        boolean routeGiven,
        double destinationMetres,
        long startedAtMillis,
        long expectedAtMillis,
        long lastPositionAtMillis,
        long silentMillis,
        int edgeOnRoute,
        double metresOnEdge,
        int leftRouteFixes,
        long statusAtMillis,
        String[] seizedSignals,
        long[] seizedMillis,
        double savedSeconds) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Mission that && mission.equals(that.mission) && revision == that.revision;
    }

    @Override
    public int hashCode() {
        return mission.hashCode();
    }
}
