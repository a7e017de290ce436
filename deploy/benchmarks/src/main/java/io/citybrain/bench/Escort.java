package io.citybrain.bench;

import io.citybrain.city.roads.RoadNetwork;
import java.util.List;

/**
 * City Brain as the benchmark sees it: messages in, commands out, the fields of the MQTT contract. Each second of the
 * simulation brings what was published, then one {@link #tick}. Times are epoch milliseconds of the city clock.
 */
interface Escort extends AutoCloseable {
    /** City Brain for one network; one escort for each simulation. */
    interface Maker {
        Escort open(RoadNetwork roads, Street street);
    }

    /** What City Brain can do in the street. */
    interface Street {
        void hold(String signal, String mission, long sequence, int[] links, int leaseSeconds, long validUntilMillis);

        void release(String signal, String mission, long sequence);

        /** The mission's route as its plan has it, from the edge where the ambulance is or was. */
        void route(String mission, List<String> edges);
    }

    /**
     * What a dispatcher asks.
     *
     * @param route to be driven as it is; empty if City Brain chooses
     */
    record Request(
            String mission,
            String ambulance,
            long requestedAtMillis,
            int urgency,
            String origin,
            String destination,
            List<String> route) {}

    /** Telemetry of a signal. */
    record Signal(String signal, long observedAtMillis, String program, String state, double remainingSeconds) {}

    /** Telemetry of an edge; per lane from the right. */
    record Flow(
            String edge,
            long observedAtMillis,
            int vehicles,
            int queuedVehicles,
            double meanSpeedMetresPerSecond,
            double occupancyPercent,
            int[] laneVehicles,
            int[] laneQueued) {}

    /**
     * Telemetry of the ambulance.
     *
     * @param x in the network's own metres, noise included
     * @param edge null if the noise makes edge and position unknown
     */
    record Position(
            String ambulance,
            long observedAtMillis,
            double x,
            double y,
            String edge,
            int lane,
            double positionMetres,
            double speedMetresPerSecond,
            double headingDegrees) {}

    /** A controller's answer. */
    record Answer(String signal, String mission, long sequence, String status, String reason, long observedAtMillis) {}

    void request(Request request);

    void signal(Signal signal);

    void flow(Flow flow);

    void position(Position position);

    void answer(Answer answer);

    void tick(long nowMillis);

    @Override
    void close();
}
