package io.citybrain.jobs.incidents;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.alert.Severity;
import io.citybrain.city.incident.CityGrids;
import io.citybrain.city.incident.Crew;
import io.citybrain.city.incident.EventType;
import io.citybrain.city.incident.Grid;
import io.citybrain.city.incident.IncidentAction;
import io.citybrain.city.incident.IncidentCommand;
import io.citybrain.city.incident.IncidentSettings;
import io.citybrain.city.incident.Level;
import io.citybrain.city.incident.Notification;
import io.citybrain.city.incident.Shape;
import io.citybrain.city.sensing.Place;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** {@link HandleIncidents} in Flink's harness, driven by hand in seconds of city time; one grid, one crew, two levels. */
final class HandledTown implements AutoCloseable {
    static final long START_MILLIS = 1_795_509_000_000L;
    static final CityGrids GRIDS = new CityGrids(List.of(new Grid(
            "g-1",
            "north",
            new Crew("crew-1", "一队", "Crew 1"),
            List.of(new Level(0, "g-1", "网格", "Grid", "leader"), new Level(1, "city", "市级", "City", "mayor")),
            new Shape(List.of(new double[] {120, 30, 121, 30, 121, 31, 120, 31})))));

    private final KeyedOneInputStreamOperatorTestHarness<String, IncidentMessage, IncidentChange> harness;

    private HandledTown(OperatorSubtaskState restored) throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new HandleIncidents(GRIDS, IncidentSettings.DEFAULTS)),
                IncidentMessage::district,
                Types.STRING,
                360,
                1,
                0);
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
    }

    static HandledTown begin() throws Exception {
        return new HandledTown(null).clock(0);
    }

    static HandledTown restored(OperatorSubtaskState state) throws Exception {
        return new HandledTown(state);
    }

    static long at(double second) {
        return START_MILLIS + (long) (second * 1_000);
    }

    static Alert alert(String sensor, double second, AlertState state, int revision, double changed) {
        return new Alert(
                "a-" + sensor + "-" + (long) second,
                revision,
                "manhole",
                sensor,
                "cover-tilted",
                1,
                Severity.MAJOR,
                state,
                at(second),
                state == AlertState.CLEARED ? at(changed) : 0,
                at(changed),
                at(changed),
                "tiltDegrees",
                20,
                15,
                "°",
                new Place(120.15, 30.25, null),
                null,
                "井盖" + sensor,
                "Cover " + sensor,
                null,
                false);
    }

    HandledTown clock(double second) throws Exception {
        harness.processWatermark(at(second));
        return this;
    }

    HandledTown endOfInput() throws Exception {
        harness.processWatermark(Long.MAX_VALUE);
        return this;
    }

    HandledTown hears(IncidentMessage message) throws Exception {
        harness.processElement(new StreamRecord<>(message));
        return this;
    }

    HandledTown raise(String sensor, double second) throws Exception {
        return clock(second)
                .hears(IncidentMessage.of("north", alert(sensor, second, AlertState.ACTIVE, 1, second), false));
    }

    HandledTown clear(String sensor, double raised, double second) throws Exception {
        return clock(second)
                .hears(IncidentMessage.of("north", alert(sensor, raised, AlertState.CLEARED, 2, second), false));
    }

    HandledTown command(double second, String incidentId, IncidentAction action) throws Exception {
        return clock(second).hears(commandAt(second, incidentId, action));
    }

    static IncidentMessage commandAt(double second, String incidentId, IncidentAction action) {
        return IncidentMessage.of(
                "north",
                new IncidentCommand(
                        "c-" + action.word() + second,
                        incidentId,
                        action,
                        "li",
                        at(second),
                        null,
                        null,
                        List.of(),
                        null,
                        0));
    }

    List<IncidentChange> changes() {
        return harness.extractOutputValues();
    }

    List<EventType> events() {
        return changes().stream().map(change -> change.event().type()).toList();
    }

    IncidentChange last() {
        return changes().get(changes().size() - 1);
    }

    List<CommandOutcome> outcomes() {
        return side(HandleIncidents.OUTCOMES);
    }

    List<Notification> notifications() {
        return side(HandleIncidents.NOTIFICATIONS);
    }

    List<IncidentLine> lines() {
        return side(HandleIncidents.STORED);
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
        return harness.numEventTimeTimers();
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
