package io.citybrain.bench;

import io.citybrain.sim.safety.Violation;
import java.util.List;
import java.util.Map;

/**
 * What came of one simulation.
 *
 * @param seconds from the request to the arrival, the cap if it did not arrive
 * @param othersLossSeconds mean time that the others lost, waiting to depart included, at the horizon
 * @param approaches seconds lost per vehicle by edge that leads to a signal
 * @param companionsNotArrived other ambulances of the same simulation that did not reach their destination
 * @param seizedSeconds summed over signals
 */
record DriveOutcome(
        double seconds,
        boolean arrived,
        double othersLossSeconds,
        Map<String, Approach> approaches,
        double seizedSeconds,
        int reroutes,
        int companionsNotArrived,
        List<Violation> violations) {
    /** Traffic on an edge before a signal, from five minutes before the request to the horizon. */
    record Approach(double vehicles, double lossSeconds) {}
}
