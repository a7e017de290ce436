package io.citybrain.jobs.escort;

import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.greenwave.AmbulancePosition;
import io.citybrain.city.greenwave.EscortEvent;
import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.MissionRequest;
import io.citybrain.city.greenwave.MissionStatus;
import io.citybrain.city.greenwave.PriorityCommand;
import io.citybrain.city.greenwave.RoadPlace;
import io.citybrain.city.roads.GridCity;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.jobs.sensing.CityTime;
import io.citybrain.jobs.sensing.SensingSettings;
import io.citybrain.mqtt.client.MqttConnection;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * {@link Escort} in Flink's harness on a grid of one-lane streets of 200 m, driven by hand in seconds of city time. The
 * route goes east from A2 to E2 over the signals B2, C2 and D2.
 */
final class EscortedCity implements AutoCloseable {
    static final RoadNetwork ROADS = GridCity.small(5, 5).network();
    static final List<String> ROUTE = List.of("A2B2", "B2C2", "C2D2", "D2E2");
    static final long START_MILLIS = 1_795_509_000_000L;

    private final KeyedOneInputStreamOperatorTestHarness<String, EscortMessage, MissionPlan> harness;

    private EscortedCity(CityTime time, OperatorSubtaskState restored) throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new Escort(settings(time), () -> ROADS)),
                EscortMessage::zone,
                Types.STRING,
                360,
                1,
                0);
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
    }

    static GreenWaveSettings settings(CityTime time) {
        return GreenWaveSettings.of(
                new SensingSettings(
                        MqttConnection.of("tcp://127.0.0.1:1883"),
                        "city-brain",
                        SensingSettings.Sessions.one(),
                        time,
                        null,
                        StoreAddress.influxDb1("http://127.0.0.1:8086", "city"),
                        "spool",
                        1),
                "city.net.xml");
    }

    /** On the clock of a simulation. */
    static EscortedCity simulated() throws Exception {
        return new EscortedCity(CityTime.EXTERNAL, null).tick(0);
    }

    static EscortedCity simulated(OperatorSubtaskState restored) throws Exception {
        return new EscortedCity(CityTime.EXTERNAL, restored);
    }

    static EscortedCity live(OperatorSubtaskState restored) throws Exception {
        return new EscortedCity(CityTime.WALL, restored);
    }

    static long at(double second) {
        return START_MILLIS + (long) (second * 1000);
    }

    EscortedCity hears(EscortMessage message) throws Exception {
        harness.processElement(new StreamRecord<>(message));
        return this;
    }

    EscortedCity tick(double second) throws Exception {
        return hears(EscortMessage.clock(at(second)));
    }

    EscortedCity wallClock(double second) throws Exception {
        harness.setProcessingTime(at(second));
        return this;
    }

    static EscortMessage request(String mission, double second) {
        return EscortMessage.of(new MissionRequest(
                mission,
                at(second),
                "ambulance of " + mission,
                1,
                RoadPlace.onEdge(ROUTE.get(0), 0),
                RoadPlace.onEdge(ROUTE.get(3), 200),
                ROUTE));
    }

    /** On the first edge, so far from its begin, at 12 m/s. */
    static EscortMessage position(String mission, double second, double metres) {
        return EscortMessage.of(AmbulancePosition.onEdge("ambulance of " + mission, at(second), "A2B2", 0, metres, 12));
    }

    /** A mission under way, 100 m before B2, which is held for it. */
    static EscortedCity escorting() throws Exception {
        EscortedCity city = simulated().hears(request("m-1", 0)).hears(position("m-1", 1, 100));
        return city.tick(1);
    }

    List<MissionPlan> plans() {
        return harness.extractOutputValues();
    }

    List<MissionStatus> statuses(String mission) {
        return plans().stream()
                .filter(plan -> plan.mission().equals(mission))
                .map(MissionPlan::status)
                .distinct()
                .toList();
    }

    List<PriorityCommand> commands() {
        return side(Escort.COMMANDS);
    }

    List<CommandOutcome> outcomes() {
        return side(Escort.OUTCOMES);
    }

    List<EscortEvent> events() {
        return side(Escort.STORED).stream()
                .map(EscortLine::event)
                .filter(Objects::nonNull)
                .toList();
    }

    List<MissionLine> lines() {
        return side(Escort.STORED).stream()
                .map(EscortLine::mission)
                .filter(Objects::nonNull)
                .toList();
    }

    private <T> List<T> side(OutputTag<T> tag) {
        var records = harness.getSideOutput(tag);
        return records == null
                ? List.of()
                : records.stream().map(StreamRecord::getValue).toList();
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    int states() {
        return harness.numKeyedStateEntries();
    }

    int timers() {
        return harness.numProcessingTimeTimers();
    }

    @Override
    public void close() {
        try {
            harness.close();
        } catch (Exception e) {
            throw new IllegalStateException("the operator can't be closed", e);
        }
    }
}
