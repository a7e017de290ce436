package io.citybrain.sim.signals;

import io.citybrain.sim.traci.Sumo;

/** A signal in a SUMO simulation. Its own programme runs on there while we show something else. */
public final class SumoSignalHead implements SignalHead {
    private final Sumo sumo;
    private final String signal;
    private final String program;
    private String shown;

    public SumoSignalHead(Sumo sumo, String signal, String program) {
        this.sumo = sumo;
        this.signal = signal;
        this.program = program;
    }

    @Override
    public void show(String state) {
        if (!state.equals(shown)) {
            sumo.setSignal(signal, state);
            shown = state;
        }
    }

    @Override
    public void runOwnProgramme() {
        sumo.setSignalProgram(signal, program);
        shown = null;
    }
}
