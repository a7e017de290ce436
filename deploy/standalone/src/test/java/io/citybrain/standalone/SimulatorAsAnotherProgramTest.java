package io.citybrain.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citybrain.city.greenwave.MissionRequest;
import io.citybrain.city.greenwave.RoadPlace;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.mqtt.testing.MosquittoServer;
import io.citybrain.sim.SimMain;
import io.citybrain.sim.traffic.DistrictRoads;
import io.citybrain.wire.ClockJson;
import io.citybrain.wire.MissionJson;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.TopicName;
import io.citybrain.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/sim --traffic city} is another program that drives {@code deploy/demo --no-sim --clock external}. */
class SimulatorAsAnotherProgramTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int SIGNALS = 32;
    private static final long LEASE_MILLIS = 5_000;
    /** What was on its way, and a tick. */
    private static final long MARGIN_MILLIS = 2_000;

    @TempDir
    private Path folder;

    /** The newest of each signal. */
    private final Map<String, Reading> signals = new ConcurrentHashMap<>();

    private volatile long cityMillis;
    private MqttPublisher dispatcher;

    @Test
    void atTwentyTimesRealTimeAnAmbulanceArrivesAndAKilledJobLeavesNoSignalHeld() throws Exception {
        escort("20", RoadPlace.onEdge("A3A4", 350), RoadPlace.onEdge("D4D3", 300));
    }

    @Test
    @Tag("long")
    void soItDoesAtRealTime() throws Exception {
        escort("1", RoadPlace.onEdge("A3B3", 700), RoadPlace.onEdge("B3C3", 200));
    }

    private void escort(String speed, RoadPlace from, RoadPlace to) throws Exception {
        DistrictRoads roads = DistrictRoads.write(folder.resolve("roads"));
        try (MosquittoServer mosquitto = MosquittoServer.start(folder.resolve("mosquitto"));
                CityProcess city = startCity(roads, mosquitto);
                MqttSubscriber ear = MqttSubscriber.open(
                        mosquitto.connection(),
                        SessionOptions.transientSession("ear"),
                        List.of(Topics.CLOCK, Topics.allTelemetry(Kind.TRAFFIC_SIGNAL)),
                        this::hear);
                MqttPublisher asking = MqttPublisher.open(mosquitto.connection(), PublisherOptions.of("dispatcher"));
                ChildProcess simulator = startSimulator(mosquitto, speed)) {
            dispatcher = asking;
            assertThat(ear.awaitSubscribed(20_000)).isTrue();
            await("all signals speak").atMost(PATIENCE).until(() -> signals.size() == SIGNALS);
            ask("m-1", "120-7", from, to);
            await("m-1 arrives")
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(city.output()).contains("m-1 under way", "m-1 green at", "m-1 arrived"));
            awaitFree();

            ask("m-2", "120-8", RoadPlace.onEdge("D3E3", 650), RoadPlace.onEdge("E3E2", 700));
            await("a signal is held")
                    .atMost(PATIENCE)
                    .until(() -> signals.values().stream().anyMatch(SimulatorAsAnotherProgramTest::isHeld));
            city.kill();
            requireNoHoldAfter(cityMillis + LEASE_MILLIS + MARGIN_MILLIS);
            awaitFree();
            assertThat(simulator.isAlive()).as(simulator.output()).isTrue();
        }
    }

    private CityProcess startCity(DistrictRoads roads, MosquittoServer mosquitto) throws Exception {
        return CityProcess.start(
                        folder.resolve("city"),
                        "--no-sim",
                        "--clock=external",
                        "--network=" + roads.network(),
                        "--mqtt=tcp://127.0.0.1:" + mosquitto.port())
                .awaitReady();
    }

    private ChildProcess startSimulator(MosquittoServer mosquitto, String speed) throws Exception {
        return ChildProcess.start(
                folder.resolve("simulator"),
                SimMain.class,
                "--broker=tcp://127.0.0.1:" + mosquitto.port(),
                "--traffic=city",
                "--network-folder=" + folder.resolve("simulator"),
                "--covers=0",
                "--gauges=0",
                "--signals=0",
                "--speed=" + speed);
    }

    private void hear(MqttMessage message) {
        if (message.topic().equals(Topics.CLOCK)) {
            cityMillis = ClockJson.read(message.payload()).value().nowMillis();
        } else {
            String signal = TopicName.parse(message.topic()).sensor();
            signals.put(
                    signal,
                    TelemetryJson.read(Kind.TRAFFIC_SIGNAL, signal, message.payload())
                            .value());
        }
    }

    private void ask(String mission, String ambulance, RoadPlace from, RoadPlace to) throws Exception {
        MissionRequest request = new MissionRequest(mission, cityMillis, ambulance, 1, from, to, List.of());
        assertThat(dispatcher
                        .publish(MqttPublication.of(Topics.missionRequest(mission), MissionJson.write(request)))
                        .get(20, TimeUnit.SECONDS)
                        .accepted())
                .isTrue();
    }

    private static boolean isSeized(Reading signal) {
        return "priority".equals(signal.text(Quantity.PROGRAM));
    }

    /** A lease runs: that is what remains of it. */
    private static boolean isHeld(Reading signal) {
        return isSeized(signal) && signal.number(Quantity.REMAINING_SECONDS) > 0;
    }

    private void awaitFree() {
        await("every signal runs its own programme")
                .atMost(PATIENCE)
                .until(() -> signals.values().stream().noneMatch(SimulatorAsAnotherProgramTest::isSeized));
    }

    /** Each signal speaks every five seconds: what it says from then on counts. */
    private void requireNoHoldAfter(long millis) {
        await("every signal has spoken")
                .atMost(PATIENCE)
                .until(() -> signals.values().stream().allMatch(signal -> signal.observedAtMillis() >= millis));
        assertThat(signals.values()).noneMatch(SimulatorAsAnotherProgramTest::isHeld);
    }
}
