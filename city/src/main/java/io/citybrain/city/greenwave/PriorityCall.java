package io.citybrain.city.greenwave;

import java.util.List;

/**
 * A mission wants green at a junction now.
 *
 * @param lines the stop lines to serve at once, nearest first
 * @param etaAtMillis when the ambulance is at the first of them
 */
record PriorityCall(MissionRun run, JunctionAhead junction, List<StopLine> lines, long etaAtMillis) {
    String mission() {
        return run.mission;
    }
}
