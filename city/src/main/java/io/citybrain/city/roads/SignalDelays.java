package io.citybrain.city.roads;

/**
 * What a signal's own programme costs one who comes at any time: red squared by twice the cycle, the uniform delay of
 * Webster (Traffic Signal Settings, Road Research Technical Paper 39, 1958, first term), and a whole red more for each
 * green that the queue ahead takes up.
 */
final class SignalDelays {

    private final float[] redSeconds;
    private final float[] cycleSeconds;

    SignalDelays(RoadNetwork network) {
        int turns = network.turns().count();
        redSeconds = new float[turns];
        cycleSeconds = new float[turns];
        for (int turn = 0; turn < turns; turn++) {
            int signal = network.turns().signal(turn);
            if (signal == Turns.UNCONTROLLED) {
                continue;
            }
            double red = 0;
            Programme programme = network.signals().get(signal).programme();
            for (Programme.Phase phase : programme.phases()) {
                red += phase.isGreen(network.turns().link(turn)) ? 0 : phase.durationSeconds();
            }
            redSeconds[turn] = (float) red;
            cycleSeconds[turn] = (float) programme.cycleSeconds();
        }
    }

    /** Mean wait at red, with so many seconds of green to clear the queue. */
    double secondsAtRed(int turn, double clearingSeconds) {
        double red = redSeconds[turn];
        if (red == 0) {
            return 0;
        }
        // A link that never gets green waits for a cycle: SUMO's right turn on red (s) is such a one.
        double green = cycleSeconds[turn] - red;
        double cyclesOfQueue = green > 0 ? Math.floor(clearingSeconds / green) : 0;
        return red * red / (2 * cycleSeconds[turn]) + cyclesOfQueue * red;
    }
}
