/**
 * The incidents job: alerts and people's commands in; incidents, work orders, notifications and answers out. The
 * thinking is in {@code city/incident}; here are the state, the clock and the doors.
 */
package io.citybrain.jobs.incidents;
