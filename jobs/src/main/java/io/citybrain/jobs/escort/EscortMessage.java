package io.citybrain.jobs.escort;

import io.citybrain.city.greenwave.AmbulancePosition;
import io.citybrain.city.greenwave.FlowReading;
import io.citybrain.city.greenwave.MissionApproval;
import io.citybrain.city.greenwave.MissionCancel;
import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.MissionRequest;
import io.citybrain.city.greenwave.PriorityStatus;
import io.citybrain.city.greenwave.ReleaseAll;
import io.citybrain.city.greenwave.SignalReading;

/**
 * One thing that the escort hears. Exactly one of the components after {@code zone} is set.
 *
 * @param zone the key: who plans together
 * @param clockMillis a tick of the city clock, epoch milliseconds; 0 = not this
 * @param retained a plan that the broker keeps from before the start
 */
public record EscortMessage(
        String zone,
        long clockMillis,
        MissionRequest request,
        MissionApproval approval,
        MissionCancel cancel,
        ReleaseAll releaseAll,
        AmbulancePosition position,
        SignalReading signal,
        SignalAlert alert,
        FlowReading flow,
        PriorityStatus status,
        MissionPlan retained) {

    /** The only zone so far. */
    static final String CITY = "city";

    static EscortMessage clock(long nowMillis) {
        return new EscortMessage(CITY, nowMillis, null, null, null, null, null, null, null, null, null, null);
    }

    static EscortMessage of(MissionRequest request) {
        return new EscortMessage(CITY, 0, request, null, null, null, null, null, null, null, null, null);
    }

    static EscortMessage of(MissionApproval approval) {
        return new EscortMessage(CITY, 0, null, approval, null, null, null, null, null, null, null, null);
    }

    static EscortMessage of(MissionCancel cancel) {
        return new EscortMessage(CITY, 0, null, null, cancel, null, null, null, null, null, null, null);
    }

    static EscortMessage of(ReleaseAll command) {
        return new EscortMessage(CITY, 0, null, null, null, command, null, null, null, null, null, null);
    }

    static EscortMessage of(AmbulancePosition position) {
        return new EscortMessage(CITY, 0, null, null, null, null, position, null, null, null, null, null);
    }

    static EscortMessage of(SignalReading signal) {
        return new EscortMessage(CITY, 0, null, null, null, null, null, signal, null, null, null, null);
    }

    static EscortMessage of(SignalAlert alert) {
        return new EscortMessage(CITY, 0, null, null, null, null, null, null, alert, null, null, null);
    }

    static EscortMessage of(FlowReading flow) {
        return new EscortMessage(CITY, 0, null, null, null, null, null, null, null, flow, null, null);
    }

    static EscortMessage of(PriorityStatus status) {
        return new EscortMessage(CITY, 0, null, null, null, null, null, null, null, null, status, null);
    }

    static EscortMessage retained(MissionPlan plan) {
        return new EscortMessage(CITY, 0, null, null, null, null, null, null, null, null, null, plan);
    }
}
