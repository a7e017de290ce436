/** What Flink and our operators count, under names that are promises. */
package io.citybrain.jobs.metrics;
