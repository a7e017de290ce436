package io.citybrain.jobs.escort;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.MissionRequest;
import io.citybrain.city.greenwave.MissionStatus;
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
import io.citybrain.wire.ClockJson;
import io.citybrain.wire.ClockTick;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.EscortTopic;
import io.citybrain.wire.MissionJson;
import io.citybrain.wire.Topics;
import java.io.IOException;
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

/** The real job between a real broker and a real store, driven by an outside simulation of one ambulance. */
@Timeout(120)
final class GreenWaveJobEndToEndTest {
    private static final String AMBULANCE = "city/v1/telemetry/ambulance/120-7";
    private static final double METRES_PER_SECOND = 12;
    private static final int SECONDS = 80;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(1)
            .build());

    @TempDir
    Path folder;

    private final Queue<MqttMessage> heard = new ConcurrentLinkedQueue<>();

    @Test
    void anAmbulanceDrivesThroughGreenAndEverythingIsGivenBack() throws Exception {
        Assumptions.assumeTrue(InfluxServer.isInstalled(), InfluxServer.howToInstall());
        try (MosquittoServer broker = MosquittoServer.start(folder.resolve("broker"));
                InfluxServer influx = InfluxServer.start(folder.resolve("influx"));
                History history = History.open(influx.address("city"));
                MqttPublisher street = MqttPublisher.open(broker.connection(), PublisherOptions.of("street"));
                MqttSubscriber people = listen(broker)) {
            assertThat(people.awaitSubscribed(10_000)).isTrue();
            ObedientSignals signals = new ObedientSignals(street);
            try (MqttSubscriber controllers = MqttSubscriber.open(
                    broker.connection(),
                    SessionOptions.transientSession("controllers"),
                    List.of(Topics.ALL_PRIORITY),
                    signals::hear)) {
                assertThat(controllers.awaitSubscribed(10_000)).isTrue();
                JobClient job = start(broker, influx);
                awaitListening(street);
                drive(street, signals);

                MissionPlan arrived = awaitPlan(MissionStatus.ARRIVED);
                assertThat(arrived.savedSeconds()).isPositive();
                await("released").atMost(Duration.ofSeconds(10)).until(() -> !signals.isAnyHeld());
                assertThat(signals.faults).isEmpty();
                await("retained plan gone")
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> heard.stream()
                                .anyMatch(message ->
                                        EscortTopic.parse(message.topic()).type() == EscortTopic.Type.MISSION_PLAN
                                                && message.payload().length == 0));
                assertThat(awaitRow(history, "mission").text("status")).isPresent();
                assertThat(awaitRow(history, "priority_event").text("reason")).isPresent();
                job.cancel().get();
            }
        }
    }

    /** Each second: where it is, then the clock; the street waits until the signal ahead is held. */
    private void drive(MqttPublisher street, ObedientSignals signals) throws Exception {
        say(street, Topics.missionRequest("m-1"), MissionJson.write(requestAt()));
        for (int second = 0; second <= SECONDS; second++) {
            double along = Math.min(second * METRES_PER_SECOND, 3 * 220 + 200);
            int edge = Math.min(3, (int) (along / 220));
            double metres = Math.min(200, along - edge * 220);
            boolean stands = along >= 3 * 220 + 195;
            String position =
                    "{\"observedAt\": %d, \"edge\": \"%s\", \"lane\": 0, \"positionMetres\": %s, \"speedMetresPerSecond\": %s}"
                            .formatted(
                                    EscortedCity.at(second),
                                    EscortedCity.ROUTE.get(edge),
                                    metres,
                                    stands ? 0 : METRES_PER_SECOND);
            say(street, AMBULANCE, position.getBytes(UTF_8));
            tick(street, second);
            awaitHeard(street, second);
            if (edge < 3 && metres > 150) {
                String ahead = EscortedCity.ROUTE.get(edge).substring(2);
                await(ahead).atMost(Duration.ofSeconds(10)).until(() -> signals.isHeld(ahead));
            }
        }
    }

    /** A second is over when the job has read it: it refuses what comes behind the tick. */
    private void awaitHeard(MqttPublisher street, int second) throws Exception {
        String probe = Topics.missionRequest("probe-" + second);
        say(street, probe, "nonsense".getBytes(UTF_8));
        await(probe)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> heard.stream()
                        .anyMatch(message -> message.topic().equals(Topics.REFUSED)
                                && new String(message.payload(), UTF_8).contains(probe)));
    }

    private static MissionRequest requestAt() {
        var usual = EscortedCity.request("m-1", 0).request();
        return new MissionRequest(
                usual.mission(),
                usual.requestedAtMillis(),
                "120-7",
                1,
                usual.origin(),
                usual.destination(),
                usual.route());
    }

    private static void say(MqttPublisher street, String topic, byte[] payload) throws Exception {
        assertThat(street.publish(MqttPublication.of(topic, payload))
                        .get(10, TimeUnit.SECONDS)
                        .accepted())
                .isTrue();
    }

    private static void tick(MqttPublisher street, int second) throws Exception {
        say(street, Topics.CLOCK, ClockJson.write(new ClockTick(EscortedCity.at(second), 20, false)));
    }

    private JobClient start(MosquittoServer broker, InfluxServer influx) throws Exception {
        SensingSettings city = new SensingSettings(
                broker.connection(),
                "city-brain",
                SensingSettings.Sessions.one(),
                CityTime.EXTERNAL,
                null,
                influx.address("city"),
                folder.resolve("spool").toString(),
                1);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(GreenWaveJob.configuration());
        GreenWaveJob.build(environment, GreenWaveSettings.of(city, "city.net.xml"), () -> EscortedCity.ROADS);
        return environment.executeAsync(GreenWaveJob.NAME);
    }

    /** What is published before the job has subscribed for the first time reaches nobody: say it until it is heard. */
    private void awaitListening(MqttPublisher street) {
        await("refused").atMost(Duration.ofSeconds(60)).until(() -> {
            say(street, Topics.missionRequest("nonsense"), "nonsense".getBytes(UTF_8));
            return heard.stream().anyMatch(message -> message.topic().equals(Topics.REFUSED));
        });
    }

    private MqttSubscriber listen(MosquittoServer broker) {
        return MqttSubscriber.open(
                broker.connection(), SessionOptions.transientSession("people"), List.of("city/v1/#"), heard::add);
    }

    private MissionPlan awaitPlan(MissionStatus status) {
        return await(status.word()).atMost(Duration.ofSeconds(30)).until(() -> findPlan(status), plan -> plan != null);
    }

    private MissionPlan findPlan(MissionStatus status) {
        return heard.stream()
                .filter(message -> EscortTopic.parse(message.topic()).type() == EscortTopic.Type.MISSION_PLAN
                        && message.payload().length > 0)
                .map(message -> MissionJson.readPlan(message.payload()))
                .peek(plan -> assertThat(plan.reason()).isNull())
                .map(Decoded::value)
                .filter(plan -> plan.status() == status)
                .findFirst()
                .orElse(null);
    }

    private static Row awaitRow(History history, String measurement) {
        long around = EscortedCity.START_MILLIS;
        HistoryQuery query = new HistoryQuery(
                measurement, Map.of(), around - 60_000, around + 600_000, 10, HistoryQuery.Order.NEWEST_FIRST);
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
