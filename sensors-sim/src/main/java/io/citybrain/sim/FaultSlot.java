package io.citybrain.sim;

import io.citybrain.city.sensing.Kind;

/**
 * A fault that is wanted, before a device is found for it.
 *
 * @param kind the wanted kind of device, or null for any that fits
 * @param device the wanted device's number, or -1 for any free one
 * @param atMillis not before then
 * @param forMillis how long; -1 = the type's default
 */
record FaultSlot(FaultType type, Kind kind, int device, long atMillis, long forMillis) {

    static FaultSlot of(FaultType type, Kind kind, long atMillis) {
        return new FaultSlot(type, kind, -1, atMillis, -1);
    }

    boolean fits(Kind other) {
        return type.fits(other) && (kind == null || kind == other);
    }
}
