/**
 * The green-wave job: missions, signals, traffic and positions in, plans and leased priority out. The thinking is in
 * {@code city/greenwave}; here are the state, the clock and the doors.
 */
package io.citybrain.jobs.escort;
