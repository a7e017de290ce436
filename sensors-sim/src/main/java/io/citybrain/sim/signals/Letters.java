package io.citybrain.sim.signals;

/** SUMO's letters for lamps, https://sumo.dlr.de/docs/Simulation/Traffic_Lights.html#signal_state_definitions. */
final class Letters {
    static final char RED = 'r';
    static final char YELLOW = 'y';
    /** Protected green: foes have red. */
    static final char GREEN = 'G';
    /** Permissive green: yields to foes that have green, too. */
    static final char PERMISSIVE = 'g';

    private Letters() {}

    static boolean isGreen(char letter) {
        return letter == GREEN || letter == PERMISSIVE;
    }

    static boolean isYellow(char letter) {
        return letter == YELLOW || letter == 'Y';
    }
}
