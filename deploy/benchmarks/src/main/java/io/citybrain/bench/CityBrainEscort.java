package io.citybrain.bench;

import io.citybrain.city.greenwave.AmbulancePosition;
import io.citybrain.city.greenwave.EscortDesk;
import io.citybrain.city.greenwave.EscortEvent;
import io.citybrain.city.greenwave.EscortOutputs;
import io.citybrain.city.greenwave.EscortSettings;
import io.citybrain.city.greenwave.FlowReading;
import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.MissionRequest;
import io.citybrain.city.greenwave.PriorityCommand;
import io.citybrain.city.greenwave.PriorityStatus;
import io.citybrain.city.greenwave.RoadPlace;
import io.citybrain.city.greenwave.SignalReading;
import io.citybrain.city.roads.RoadNetwork;

/** City Brain's own desk, in lock step with the simulation: the {@code direct} path. */
final class CityBrainEscort implements Escort, EscortOutputs {
    private final Street street;
    private final EscortDesk desk;

    CityBrainEscort(RoadNetwork roads, Street street, EscortSettings settings) {
        this.street = street;
        this.desk = new EscortDesk(roads, settings, this);
    }

    @Override
    public void request(Request request) {
        desk.request(new MissionRequest(
                request.mission(),
                request.requestedAtMillis(),
                request.ambulance(),
                request.urgency(),
                RoadPlace.onEdge(request.origin(), 0),
                RoadPlace.onEdge(request.destination(), Double.NaN),
                request.route()));
    }

    @Override
    public void signal(Signal signal) {
        desk.signal(new SignalReading(
                signal.signal(), signal.observedAtMillis(), signal.state(), signal.program(), Double.NaN, "none"));
    }

    @Override
    public void flow(Flow flow) {
        desk.flow(new FlowReading(
                flow.edge(),
                flow.observedAtMillis(),
                flow.vehicles(),
                flow.queuedVehicles(),
                flow.meanSpeedMetresPerSecond(),
                flow.laneVehicles(),
                flow.laneQueued()));
    }

    @Override
    public void position(Position position) {
        boolean known = position.edge() != null;
        desk.position(new AmbulancePosition(
                position.ambulance(),
                position.observedAtMillis(),
                position.edge(),
                known ? position.lane() : -1,
                position.positionMetres(),
                position.x(),
                position.y(),
                Double.NaN,
                Double.NaN,
                position.speedMetresPerSecond(),
                position.headingDegrees()));
    }

    @Override
    public void answer(Answer answer) {
        desk.status(new PriorityStatus(
                answer.signal(),
                answer.mission(),
                answer.sequence(),
                answer.status(),
                answer.reason(),
                answer.observedAtMillis()));
    }

    @Override
    public void tick(long nowMillis) {
        desk.tick(nowMillis);
    }

    @Override
    public void plan(MissionPlan plan) {
        street.route(plan.mission(), plan.route());
    }

    @Override
    public void command(PriorityCommand command) {
        if (command.hold()) {
            street.hold(
                    command.signal(),
                    command.mission(),
                    command.sequence(),
                    command.links(),
                    command.leaseSeconds(),
                    command.validUntilMillis());
        } else {
            street.release(command.signal(), command.mission(), command.sequence());
        }
    }

    @Override
    public void event(EscortEvent event) {
        // the audit trail is the store's business
    }

    @Override
    public void close() {
        // nothing is open
    }
}
