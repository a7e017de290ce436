/** Watches signals from outside and tells what must never be seen. Knows nothing of the controllers' code. */
package io.citybrain.sim.safety;
