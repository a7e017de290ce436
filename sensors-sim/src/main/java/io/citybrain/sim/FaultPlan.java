package io.citybrain.sim;

import java.util.List;
import java.util.Map;

/**
 * The faults of one window of simulated time.
 *
 * @param faults in the order of their injection
 * @param byDevice the fault of a device, by its number; a device has at most one in a window
 * @param messages sent out of turn because of them, in the order of time
 */
record FaultPlan(List<Fault> faults, Map<Integer, Fault> byDevice, List<Event> messages) {

    /** The fault that this device has at that moment, or null. */
    Fault findActive(int device, long atMillis) {
        Fault fault = byDevice.get(device);
        return fault != null && fault.isActive(atMillis) ? fault : null;
    }
}
