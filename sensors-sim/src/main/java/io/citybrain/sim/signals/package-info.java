/**
 * A traffic signal controller as it stands in the street: its own fixed programme, and priority that others may ask of
 * it as leases. What it must never do (conflicting greens, short yellow, cut clearances) it does for nobody.
 */
package io.citybrain.sim.signals;
