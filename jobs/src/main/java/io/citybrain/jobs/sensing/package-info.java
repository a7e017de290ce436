/** The sensing job: telemetry in, alerts and readings out. Operators keep state and time; {@code city} thinks. */
package io.citybrain.jobs.sensing;
