/**
 * The street: a seeded simulated district and a replayer of recorded files, both speaking the public MQTT contract.
 *
 * <p>The model ({@link io.citybrain.sim.SimulatedCity}) is pure: what a sensor says at a moment depends on the seed, the
 * sensor and the moment alone, so a run goes on after a kill without replaying its past.
 */
package io.citybrain.sim;
