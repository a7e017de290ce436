/**
 * Traffic and ambulances: a built-in district on a road network of its own, or a real SUMO, that speak the contract on
 * MQTT. Knows the signals' controllers; no clock, no connection.
 */
package io.citybrain.sim.traffic;
