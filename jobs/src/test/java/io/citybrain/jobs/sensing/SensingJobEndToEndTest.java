package io.citybrain.jobs.sensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertCommand;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.influxdb.client.History;
import io.citybrain.influxdb.client.HistoryQuery;
import io.citybrain.influxdb.client.Row;
import io.citybrain.influxdb.testing.InfluxServer;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.mqtt.client.Settlement;
import io.citybrain.mqtt.testing.MosquittoServer;
import io.citybrain.wire.AlertJson;
import io.citybrain.wire.RegistryJson;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The real job between a real broker and a real store, seen from outside: what people publish and what they read. */
@Timeout(90)
final class SensingJobEndToEndTest {
    private static final String ALERT = Topics.alert("manhole", "C-1", "cover-opened");

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(1)
            .build());

    @TempDir
    Path folder;

    private final Queue<MqttMessage> heard = new ConcurrentLinkedQueue<>();

    @Test
    void anOpenedCoverIsToldStoredAndAcknowledgedAndNonsenseIsRefused() throws Exception {
        Assumptions.assumeTrue(InfluxServer.isInstalled(), InfluxServer.howToInstall());
        try (MosquittoServer broker = MosquittoServer.start(folder.resolve("broker"));
                InfluxServer influx = InfluxServer.start(folder.resolve("influx"));
                History history = History.open(influx.address("city"));
                MqttPublisher street = MqttPublisher.open(broker.connection(), PublisherOptions.of("street"));
                MqttSubscriber people = listen(broker, "people", "city/v1/#")) {
            assertThat(people.awaitSubscribed(10_000)).isTrue();
            JobClient job = start(broker, influx);
            String telemetry = Topics.telemetry(Kind.MANHOLE, "C-1");
            awaitRefused(street, MqttPublication.of(telemetry, "nonsense".getBytes(StandardCharsets.UTF_8)));
            long now = System.currentTimeMillis();
            say(
                    street,
                    MqttPublication.retained(
                            Topics.registry("C-1"), RegistryJson.write(Samples.entry("C-1", Kind.MANHOLE, 0, null))));
            say(
                    street,
                    MqttPublication.of(
                            telemetry,
                            TelemetryJson.write(
                                    Reading.of("C-1", Kind.MANHOLE, now).with(Quantity.OPEN, true))));

            Alert raised = awaitAlert(AlertState.ACTIVE);
            assertThat(raised.raisedAtMillis()).isEqualTo(now);
            assertThat(retainedNow(broker)).isEqualTo(raised.alertId());
            AlertCommand command = new AlertCommand(
                    "c1", "manhole", "C-1", "cover-opened", AlertCommand.Action.ACKNOWLEDGE, 0, "li", now + 1);
            say(street, MqttPublication.of(ALERT + "/commands", AlertJson.write(command)));
            awaitText(Topics.commandOutcome("c1"), "\"accepted\":true");
            assertThat(awaitAlert(AlertState.ACKNOWLEDGED).by()).isEqualTo("li");

            assertThat(awaitRow(history, "telemetry_manhole", now).values()).containsEntry("open", true);
            assertThat(awaitRow(history, "refused", now).text("reason")).isPresent();
            assertThat(awaitRow(history, "alert", now).text("alertId")).contains(raised.alertId());
            job.cancel().get();
        }
    }

    private static void say(MqttPublisher street, MqttPublication publication) throws Exception {
        assertThat(street.publish(publication).get(10, TimeUnit.SECONDS).outcome())
                .isEqualTo(Settlement.Outcome.ACCEPTED);
    }

    private JobClient start(MosquittoServer broker, InfluxServer influx) throws Exception {
        SensingSettings settings = new SensingSettings(
                broker.connection(),
                "city-brain",
                SensingSettings.Sessions.one(),
                CityTime.WALL,
                null,
                influx.address("city"),
                folder.resolve("spool").toString(),
                1);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(SensingJob.configuration());
        SensingJob.build(environment, settings);
        return environment.executeAsync(SensingJob.NAME);
    }

    private MqttSubscriber listen(MosquittoServer broker, String client, String filter) {
        return MqttSubscriber.open(
                broker.connection(), SessionOptions.transientSession(client), List.of(filter), heard::add);
    }

    /** The id of the alert that the broker keeps for who comes late. */
    private static String retainedNow(MosquittoServer broker) {
        Queue<MqttMessage> late = new ConcurrentLinkedQueue<>();
        try (MqttSubscriber screen = MqttSubscriber.open(
                broker.connection(), SessionOptions.transientSession("screen"), List.of(ALERT), late::add)) {
            await().atMost(Duration.ofSeconds(10)).until(() -> !late.isEmpty());
            assertThat(screen.reconnects()).isZero();
            assertThat(late.peek().retained()).isTrue();
            return AlertJson.read(late.peek().payload()).value().alertId();
        }
    }

    private Alert awaitAlert(AlertState state) {
        return await(state.word()).atMost(Duration.ofSeconds(30)).until(() -> findAlert(state), alert -> alert != null);
    }

    private Alert findAlert(AlertState state) {
        return heard.stream()
                .filter(message -> message.topic().equals(ALERT) && message.payload().length > 0)
                .map(message -> AlertJson.read(message.payload()).value())
                .filter(alert -> alert.state() == state)
                .findFirst()
                .orElse(null);
    }

    /** What is published before the job has subscribed for the first time reaches nobody: say it until it is heard. */
    private void awaitRefused(MqttPublisher street, MqttPublication nonsense) {
        String topic = "\"topic\":\"" + nonsense.topic() + "\"";
        await("refused").atMost(Duration.ofSeconds(40)).until(() -> {
            say(street, nonsense);
            return hasHeard(Topics.REFUSED, topic);
        });
    }

    private void awaitText(String topic, String part) {
        await(topic).atMost(Duration.ofSeconds(30)).until(() -> hasHeard(topic, part));
    }

    private boolean hasHeard(String topic, String part) {
        return heard.stream()
                .filter(message -> message.topic().equals(topic))
                .anyMatch(message -> new String(message.payload(), StandardCharsets.UTF_8).contains(part));
    }

    private static Row awaitRow(History history, String measurement, long nowMillis) {
        HistoryQuery query = new HistoryQuery(
                measurement, Map.of(), nowMillis - 60_000, nowMillis + 60_000, 10, HistoryQuery.Order.NEWEST_FIRST);
        return await(measurement)
                .atMost(Duration.ofSeconds(30))
                .until(() -> rows(history, query), rows -> !rows.isEmpty())
                .get(0);
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
