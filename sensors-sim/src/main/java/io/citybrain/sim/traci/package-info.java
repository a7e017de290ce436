/**
 * SUMO's remote control, TraCI, in plain Java: start a simulation, step it, read it, set its signals. SUMO's own Java
 * libraries are in no public Maven repository; the protocol is small and documented at
 * https://sumo.dlr.de/docs/TraCI/Protocol.html. Tried with SUMO 1.15 (TraCI version 20).
 */
package io.citybrain.sim.traci;
