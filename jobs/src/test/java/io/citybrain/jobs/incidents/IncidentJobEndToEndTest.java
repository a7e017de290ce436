package io.citybrain.jobs.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.incident.IncidentAction;
import io.citybrain.city.incident.IncidentCommand;
import io.citybrain.city.incident.IncidentSettings;
import io.citybrain.city.incident.IncidentState;
import io.citybrain.city.incident.WorkOrder;
import io.citybrain.influxdb.client.History;
import io.citybrain.influxdb.client.HistoryQuery;
import io.citybrain.influxdb.client.Row;
import io.citybrain.influxdb.testing.InfluxServer;
import io.citybrain.jobs.sensing.CityTime;
import io.citybrain.jobs.sensing.SensingSettings;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.mqtt.testing.MosquittoServer;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.ClockJson;
import io.citybrain.wire.ClockTick;
import io.citybrain.wire.CrewJson;
import io.citybrain.wire.IncidentCommandJson;
import io.citybrain.wire.IncidentJson;
import io.citybrain.wire.PublishedIncident;
import io.citybrain.wire.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The real job between a real broker and a real store: an incident from alert to closed, a limit missed meanwhile. */
@Timeout(180)
final class IncidentJobEndToEndTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(1)
            .build());

    @TempDir
    Path folder;

    private final Map<String, PublishedIncident> incidents = new ConcurrentHashMap<>();
    private final Map<String, CommandOutcome> outcomes = new ConcurrentHashMap<>();
    private final Map<String, WorkOrder> orders = new ConcurrentHashMap<>();
    private final Map<String, Integer> ended = new ConcurrentHashMap<>();
    private MosquittoServer broker;
    private InfluxServer influx;
    private MqttPublisher people;

    @Test
    void anIncidentGoesFromAlertToClosedAndALimitPassesWhileTheJobIsDown() throws Exception {
        Assumptions.assumeTrue(InfluxServer.isInstalled(), InfluxServer.howToInstall());
        try (MosquittoServer mosquitto = MosquittoServer.start(folder.resolve("broker"));
                InfluxServer store = InfluxServer.start(folder.resolve("influx"));
                History history = History.open(store.address("city"));
                MqttPublisher publisher = MqttPublisher.open(mosquitto.connection(), PublisherOptions.of("people"));
                MqttSubscriber screen = listen(mosquitto)) {
            broker = mosquitto;
            influx = store;
            people = publisher;
            assertThat(screen.awaitSubscribed(10_000)).isTrue();
            JobClient job = start(null);

            say(0, "MH-1", AlertState.ACTIVE, 1);
            PublishedIncident incident = awaitState("MH-1", IncidentState.REGISTERED);
            assertThat(incident.grid()).isEqualTo("g-1");
            String id = incident.incidentId();
            String savepoint = missALimitWhileDown(job, id);

            JobClient again = start(savepoint);
            tick(400);
            await("climbed").atMost(PATIENCE).until(() -> incidents.get(id).escalations() == 1);
            // Said once: whoever has left its topics with those of the read-back does not hear it.
            sayOnce(405, HandledTown.alert("MH-1", 0, AlertState.CLEARED, 2, 405));
            await("cleared").atMost(PATIENCE).until(() -> isCleared(id));
            workOn(id);

            List<Row> stored = awaitRows(history, 8);
            assertThat(stored)
                    .extracting(row -> row.text("event").orElseThrow())
                    .containsExactlyElementsOf(incidents.get(id).events());
            again.cancel().get();
        }
    }

    private String missALimitWhileDown(JobClient job, String id) throws Exception {
        String savepoint = job.stopWithSavepoint(
                        false, folder.resolve("savepoint").toUri().toString(), SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
        assertThat(incidents.get(id).escalations()).isZero();
        return savepoint;
    }

    private void workOn(String id) throws Exception {
        command(410, id, IncidentAction.ASSIGN, null);
        await("work order").atMost(PATIENCE).until(() -> orders.containsKey("crew-1"));
        command(420, id, IncidentAction.ARRIVE, null);
        command(430, id, IncidentAction.RESOLVE, "photo-1");
        command(440, id, IncidentAction.VERIFY, null);
        command(450, id, IncidentAction.CLOSE, null);
        awaitState("MH-1", IncidentState.CLOSED);
        await("nothing retained")
                .atMost(PATIENCE)
                .until(() ->
                        ended.containsKey(Topics.incident(id)) && ended.containsKey(Topics.workOrder("crew-1", id)));
    }

    private void command(double second, String id, IncidentAction action, String photo) throws Exception {
        String commandId = "c-" + action.word();
        tick(second);
        IncidentCommand command = new IncidentCommand(
                commandId, id, action, "li", HandledTown.at(second), null, null, List.of(), photo, 0);
        publish(Topics.incidentCommands(id), IncidentCommandJson.write(command));
        await(commandId).atMost(PATIENCE).until(() -> outcomes.containsKey(commandId));
        assertThat(outcomes.get(commandId).accepted())
                .as(String.valueOf(outcomes.get(commandId)))
                .isTrue();
    }

    /** What is published before the job has subscribed for the first time reaches nobody: say it until it is heard. */
    private void say(double second, String sensor, AlertState state, int revision) {
        await(sensor).atMost(PATIENCE).until(() -> {
            sayOnce(second, HandledTown.alert(sensor, second, state, revision, second));
            return !incidents.isEmpty();
        });
    }

    private void sayOnce(double second, Alert alert) throws Exception {
        tick(second);
        publish(Topics.alert(alert.kind(), alert.sensor(), alert.rule()), AlertJson.write(alert));
    }

    private boolean isCleared(String id) {
        return incidents.get(id).alerts().get(0).state() == AlertState.CLEARED;
    }

    private void tick(double second) throws Exception {
        publish(Topics.CLOCK, ClockJson.write(new ClockTick(HandledTown.at(second), 20, false)));
    }

    private void publish(String topic, byte[] payload) throws Exception {
        assertThat(people.publish(MqttPublication.of(topic, payload))
                        .get(30, TimeUnit.SECONDS)
                        .accepted())
                .isTrue();
    }

    private PublishedIncident awaitState(String sensor, IncidentState state) {
        return await(state.word())
                .atMost(PATIENCE)
                .until(
                        () -> incidents.values().stream()
                                .filter(one -> one.alerts().get(0).sensor().equals(sensor) && one.state() == state)
                                .findFirst()
                                .orElse(null),
                        found -> found != null);
    }

    private MqttSubscriber listen(MosquittoServer mosquitto) {
        return MqttSubscriber.open(
                mosquitto.connection(),
                SessionOptions.transientSession("screen"),
                List.of(Topics.ALL_INCIDENTS, Topics.ALL_COMMAND_OUTCOMES, Topics.ALL_WORK_ORDERS),
                this::hear);
    }

    private void hear(MqttMessage message) {
        if (message.payload().length == 0) {
            ended.merge(message.topic(), 1, Integer::sum);
        } else if (message.topic().startsWith(Topics.incident(""))) {
            PublishedIncident incident = IncidentJson.read(message.payload()).value();
            incidents.put(incident.incidentId(), incident);
        } else if (message.topic().startsWith(Topics.commandOutcome(""))) {
            CommandOutcome outcome = AlertJson.readOutcome(message.payload()).value();
            outcomes.put(outcome.commandId(), outcome);
        } else {
            WorkOrder order = CrewJson.readWorkOrder(message.payload()).value();
            orders.put(order.crew(), order);
        }
    }

    private JobClient start(String savepoint) throws Exception {
        SensingSettings city = new SensingSettings(
                broker.connection(),
                "city-brain",
                SensingSettings.Sessions.one(),
                CityTime.EXTERNAL,
                null,
                influx.address("city"),
                folder.resolve("spool").toString(),
                1);
        Configuration flink = IncidentJob.configuration();
        if (savepoint != null) {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        IncidentJob.build(environment, new IncidentJobSettings(city, HandledTown.GRIDS, IncidentSettings.DEFAULTS));
        return environment.executeAsync(IncidentJob.NAME);
    }

    private static List<Row> awaitRows(History history, int count) {
        HistoryQuery query = new HistoryQuery(
                IncidentLines.INCIDENT_EVENT,
                Map.of(),
                HandledTown.at(-60),
                HandledTown.at(3_600),
                100,
                HistoryQuery.Order.OLDEST_FIRST);
        return await("events stored").atMost(PATIENCE).until(() -> rows(history, query), rows -> rows.size() >= count);
    }

    /** Before the job has made the database there is none to ask. */
    private static List<Row> rows(History history, HistoryQuery query) {
        try {
            return history.read(query);
        } catch (IOException e) {
            return List.of();
        }
    }
}
