package io.citybrain.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citybrain.city.greenwave.PriorityCommand;
import io.citybrain.city.greenwave.PriorityStatus;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.wire.ClockJson;
import io.citybrain.wire.ClockTick;
import io.citybrain.wire.EscortTopic;
import io.citybrain.wire.PriorityJson;
import io.citybrain.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another program takes the place of the simulator: the contract is all that it knows. */
class OutsideSimulatorTest {
    private static final Path NETGENERATE = Path.of("/usr/bin/netgenerate");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long START_MILLIS = 1_795_509_000_000L;
    private static final int METRES_PER_SECOND = 12;
    /** Where the edge before the signal ends, about. */
    private static final int EDGE_METRES = 180;

    private static final int DESTINATION_METRES = 150;
    private static final String REQUEST = """
            {"requestedAt": %d, "ambulance": "120-7", "urgency": 1,
             "origin": {"edge": "A1B1"}, "destination": {"edge": "B1C1", "positionMetres": %d}}""";

    @TempDir
    private Path folder;

    private final Queue<String> refusedTopics = new ConcurrentLinkedQueue<>();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private MqttPublisher street;

    private Path network() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(NETGENERATE), "SUMO is not installed: apt-get install sumo");
        Path file = folder.resolve("grid.net.xml");
        Process process = new ProcessBuilder(
                        NETGENERATE.toString(),
                        "--grid",
                        "--grid.number=3",
                        "--grid.length=200",
                        "-j",
                        "traffic_light",
                        "-o",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("netgenerate.txt").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return file;
    }

    private CityProcess start(Path network) throws IOException {
        return CityProcess.start(
                        folder,
                        "--no-sim",
                        "--clock",
                        "external",
                        "--network",
                        network.toString(),
                        "--data",
                        folder.resolve("data").toString())
                .awaitReady();
    }

    @Test
    void anEscortGoesOnAfterAKillAndArrives() throws Exception {
        Path network = network();
        try (CityProcess city = start(network);
                MqttSubscriber signals = openStreet(city.broker())) {
            assertThat(signals.awaitSubscribed(10_000)).isTrue();
            assertThat(city.output()).contains("Escorts on", "signals");
            tick(0);
            say(Topics.missionRequest("m-1"), REQUEST.formatted(START_MILLIS, DESTINATION_METRES));
            drive(1, 10);
            await("B1 is held").atMost(PATIENCE).until(() -> held.contains("B1"));
            awaitSaid(city, "m-1 approved for ambulance 120-7", "m-1 under way", "m-1 green at B1");
            city.kill();
            street.close();
        }
        held.clear();
        try (CityProcess city = start(network);
                MqttSubscriber signals = openStreet(city.broker())) {
            assertThat(signals.awaitSubscribed(10_000)).isTrue();
            drive(11, 12);
            await("B1 is held again").atMost(PATIENCE).until(() -> held.contains("B1"));
            drive(13, 30);
            awaitSaid(city, "m-1 arrived", "earlier than without priority; 1 of 1 signals green");
            await("all is free").atMost(PATIENCE).until(held::isEmpty);
            street.close();
            city.stop();
            city.awaitEnd(PATIENCE);
            assertThat(city.summary().at("/missions/0/status").asText()).isEqualTo("arrived");
        }
    }

    private MqttSubscriber openStreet(MqttConnection broker) {
        street = MqttPublisher.open(broker, PublisherOptions.of("street"));
        return MqttSubscriber.open(
                broker,
                SessionOptions.transientSession("signals"),
                List.of(Topics.ALL_PRIORITY, Topics.REFUSED),
                this::hear);
    }

    private static void awaitSaid(CityProcess city, String... words) {
        await(String.join(", ", words))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(city.output()).contains(words));
    }

    /** Controllers that do as they are told. */
    private void hear(MqttMessage message) {
        if (message.topic().equals(Topics.REFUSED)) {
            refusedTopics.add(new String(message.payload(), UTF_8));
            return;
        }
        String signal = EscortTopic.parse(message.topic()).id();
        PriorityCommand command = PriorityJson.read(signal, message.payload()).value();
        if (command.hold()) {
            held.add(signal);
        } else {
            held.remove(signal);
        }
        PriorityStatus status = new PriorityStatus(
                signal,
                command.mission(),
                command.sequence(),
                command.hold() ? PriorityStatus.GRANTED : PriorityStatus.RELEASED,
                null,
                command.sentAtMillis());
        try {
            street.publish(
                    MqttPublication.of(Topics.priorityStatus(signal), PriorityJson.write(status)), settlement -> {});
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The seconds from first to last: at 12 m/s to the destination, where it stands. */
    private void drive(int first, int last) throws Exception {
        for (int second = first; second <= last; second++) {
            int along = second * METRES_PER_SECOND;
            boolean isOnFirst = along <= EDGE_METRES;
            int metres = isOnFirst ? along : Math.min(DESTINATION_METRES, along - EDGE_METRES);
            boolean stands = !isOnFirst && metres == DESTINATION_METRES;
            say(
                    "city/v1/telemetry/ambulance/120-7",
                    "{\"observedAt\": %d, \"edge\": \"%s\", \"positionMetres\": %d, \"speedMetresPerSecond\": %d}"
                            .formatted(
                                    START_MILLIS + second * 1000L,
                                    isOnFirst ? "A1B1" : "B1C1",
                                    metres,
                                    stands ? 0 : METRES_PER_SECOND));
            tick(second);
        }
    }

    /** The clock ticks, and the city has read it: it refuses what comes behind. */
    private void tick(int second) throws Exception {
        byte[] clock = ClockJson.write(new ClockTick(START_MILLIS + second * 1000L, 20, false));
        say(Topics.CLOCK, new String(clock, UTF_8));
        String probe = Topics.missionRequest("probe-" + second);
        say(probe, "nonsense");
        await(probe)
                .pollInterval(Duration.ofMillis(10))
                .atMost(PATIENCE)
                .until(() -> refusedTopics.stream().anyMatch(refused -> refused.contains(probe)));
    }

    private void say(String topic, String payload) throws Exception {
        assertThat(street.publish(MqttPublication.of(topic, payload.getBytes(UTF_8)))
                        .get(20, TimeUnit.SECONDS)
                        .accepted())
                .isTrue();
    }
}
