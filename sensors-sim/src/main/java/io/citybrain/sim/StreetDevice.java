package io.citybrain.sim;

import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;

/** One simulated device. It has no memory: what it says is a function of the moment and of the fault that it has. */
sealed interface StreetDevice permits Cover, Gauge, Signal {

    SensorEntry entry();

    /** Time of its first regular message after that moment. */
    long nextSendAfter(long atMillis);

    /** What it says at that moment; the fault is active then, or null. Readings of one device may share nothing. */
    Reading readAt(long atMillis, Fault fault);

    /** What late history says of that moment, beyond all limits if wanted. */
    Reading readPast(long atMillis, boolean beyondLimits);
}
