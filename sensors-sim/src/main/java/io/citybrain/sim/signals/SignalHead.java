package io.citybrain.sim.signals;

/** The lamps of one signal. */
public interface SignalHead {
    /** Shows a state from now on, one of SUMO's letters for each link. */
    void show(String state);

    /** Runs the signal's own programme again, in step with its clock. */
    void runOwnProgramme();
}
