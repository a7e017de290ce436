package io.citybrain.sim.traffic;

/** What the signals show: by the network's index, one of SUMO's letters for each link. */
interface Lamps {
    String state(int signal);
}
