package io.citybrain.bench;

/** One simulation of a network: which of its trips, with which dice, in which mode. */
record DriveJob(int trip, int seed, DriveMode mode) {}
