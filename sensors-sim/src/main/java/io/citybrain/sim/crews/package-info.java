/** Who looks after the built-in district: its grids, and crews that go out and mend. */
package io.citybrain.sim.crews;
