package io.citybrain.sim.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.greenwave.AmbulancePosition;
import io.citybrain.city.greenwave.EscortDesk;
import io.citybrain.city.greenwave.EscortEvent;
import io.citybrain.city.greenwave.EscortOutputs;
import io.citybrain.city.greenwave.EscortSettings;
import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.PriorityCommand;
import io.citybrain.city.greenwave.PriorityStatus;
import io.citybrain.city.greenwave.SignalReading;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.EscortTopic;
import io.citybrain.wire.FlowJson;
import io.citybrain.wire.MissionJson;
import io.citybrain.wire.PriorityJson;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.TopicName;
import io.citybrain.wire.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** City Brain's desk behind the readers and writers of the contract, without a broker: a second is a second. */
final class CityInLockStep implements TrafficVoice, EscortOutputs {
    private final EscortDesk desk;
    private final TrafficStreet street;
    private final boolean givesPriority;
    private final Map<String, MissionPlan> plans = new HashMap<>();
    private final List<PriorityStatus> answers = new ArrayList<>();
    private final Map<String, Reading> signals = new HashMap<>();
    private final Map<String, Reading> positions = new HashMap<>();
    private final List<Kind> said = new ArrayList<>();

    CityInLockStep(RoadNetwork roads, TrafficStreet street, boolean givesPriority) {
        this.desk = new EscortDesk(roads, EscortSettings.DEFAULTS, this);
        this.street = street;
        this.givesPriority = givesPriority;
    }

    /** A second of the street, then one of the city. */
    void second(long nowMillis) throws InterruptedException {
        said.clear();
        street.advance(nowMillis, this);
        desk.tick(nowMillis);
    }

    @Override
    public void say(Kind kind, String topic, byte[] payload) {
        said.add(kind);
        if (kind == null) {
            escort(EscortTopic.parse(topic), topic, payload);
            return;
        }
        TopicName name = TopicName.parse(topic);
        assertThat(name.isRefused()).as(topic).isFalse();
        Reading reading = taken(TelemetryJson.read(kind, name.sensor(), payload));
        switch (kind) {
            case TRAFFIC_FLOW -> desk.flow(taken(FlowJson.read(name.sensor(), payload)));
            case TRAFFIC_SIGNAL -> {
                signals.put(name.sensor(), reading);
                desk.signal(new SignalReading(
                        reading.sensor(),
                        reading.observedAtMillis(),
                        reading.text(Quantity.STATE),
                        reading.text(Quantity.PROGRAM),
                        reading.number(Quantity.ELAPSED_SECONDS),
                        reading.text(Quantity.FAULT)));
            }
            default -> {
                positions.put(reading.sensor(), reading);
                desk.position(AmbulancePosition.onEdge(
                        reading.sensor(),
                        reading.observedAtMillis(),
                        reading.text(Quantity.EDGE),
                        (int) reading.number(Quantity.LANE),
                        reading.number(Quantity.POSITION_METRES),
                        reading.number(Quantity.SPEED_METRES_PER_SECOND)));
            }
        }
    }

    private void escort(EscortTopic topic, String name, byte[] payload) {
        if (topic.type() == EscortTopic.Type.MISSION_REQUEST) {
            ask(name, payload);
        } else {
            PriorityStatus answer = taken(PriorityJson.readStatus(topic.id(), payload));
            answers.add(answer);
            desk.status(answer);
        }
    }

    /** A dispatcher's message reaches both. */
    void ask(String topic, byte[] payload) {
        street.hear(topic, payload);
        desk.request(taken(MissionJson.readRequest(EscortTopic.parse(topic).id(), payload)));
    }

    /** As a dispatcher asked before the simulation was started: only the city knows. */
    void askCityAlone(String topic, byte[] payload) {
        desk.request(taken(MissionJson.readRequest(EscortTopic.parse(topic).id(), payload)));
    }

    void cancel(String mission, long nowMillis) {
        desk.cancel(mission, "a mistake", nowMillis);
    }

    private static <T> T taken(Decoded<T> decoded) {
        assertThat(decoded.reason()).isNull();
        return decoded.value();
    }

    @Override
    public void plan(MissionPlan plan) {
        plans.put(plan.mission(), plan);
        street.hear(Topics.missionPlan(plan.mission()), MissionJson.write(plan));
    }

    @Override
    public void command(PriorityCommand command) {
        if (givesPriority) {
            street.hear(Topics.priority(command.signal()), PriorityJson.write(command));
        }
    }

    @Override
    public void event(EscortEvent event) {}

    Map<String, MissionPlan> plans() {
        return plans;
    }

    List<PriorityStatus> answers() {
        return answers;
    }

    /** The newest telemetry by signal. */
    Map<String, Reading> signals() {
        return signals;
    }

    Map<String, Reading> positions() {
        return positions;
    }

    /** What was said in this second; null for what is no telemetry. */
    List<Kind> said() {
        return said;
    }
}
