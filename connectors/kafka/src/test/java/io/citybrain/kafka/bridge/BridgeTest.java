package io.citybrain.kafka.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.kafka.log.KafkaTopics;
import io.citybrain.kafka.log.LogFormat;
import io.citybrain.kafka.log.LogRecord;
import io.citybrain.kafka.log.LogRecord.Control;
import io.citybrain.kafka.log.TopicSetup;
import io.citybrain.kafka.testing.KafkaServer;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.mqtt.testing.MosquittoServer;
import io.citybrain.wire.ClockJson;
import io.citybrain.wire.ClockTick;
import io.citybrain.wire.Health;
import io.citybrain.wire.HealthJson;
import io.citybrain.wire.RefusedJson;
import io.citybrain.wire.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The bridge as a process, between a real Mosquitto and a real Kafka. Each test has its own session and topics. */
final class BridgeTest {
    private static final int PARTITIONS = 3;
    private static final int SENSORS = 10;
    private static final String TELEMETRY = "city/v1/telemetry/water-level/";

    private static final long NOON = Instant.parse("2026-07-01T12:00:00Z").toEpochMilli();

    @TempDir
    private static Path folder;

    private static MosquittoServer mqtt;
    private static KafkaServer kafka;
    private static MqttPublisher street;

    @BeforeAll
    static void startServers() throws Exception {
        mqtt = MosquittoServer.start(folder.resolve("mqtt"));
        kafka = KafkaServer.start(folder.resolve("kafka"));
        street = MqttPublisher.open(mqtt.connection(), PublisherOptions.of("street"));
    }

    @AfterAll
    static void stopServers() {
        if (street != null) {
            street.close();
        }
        if (kafka != null) {
            kafka.close();
        }
        if (mqtt != null) {
            mqtt.close();
        }
    }

    @Test
    void nothingIsLostAndEachSensorKeepsItsOrderWhenBridgeKafkaAndBrokerDieInTurn() throws Exception {
        createTopics("turn");
        try (BridgeProcess first = BridgeProcess.start(folder, "turn", mqtt, kafka)) {
            awaitCaughtUp("turn");
            publish("turn", 0, 200);
            // In the middle, whatever it has acknowledged by now.
            first.kill();
        }
        publish("turn", 200, 300);
        try (BridgeProcess second = BridgeProcess.start(folder, "turn", mqtt, kafka);
                LogReader log = new LogReader(kafka, "turn.inbound", PARTITIONS)) {
            publish("turn", 300, 400);
            await(30).until(() -> log.messages(TELEMETRY + "turn-").size() >= 400 * SENSORS);
            kafka.stop();
            publish("turn", 400, 600);
            kafka.startAgain();
            publish("turn", 600, 700);
            mqtt.stop();
            mqtt.startAgain();
            publish("turn", 700, 800);
            await(60).untilAsserted(() -> assertThat(numbers(log, "turn")).isEqualTo(expected("turn", 800)));
            assertThat(second.metrics())
                    .contains("citybrain_bridge_feed_lost 0.0", "citybrain_bridge_pending_messages 0.0")
                    .containsPattern("citybrain_bridge_reconnects_total [1-9]");
            // A tick each second: a quick machine is through before there are enough to see their order.
            await(30).until(() -> log.of(0, Control.TICK).size() > 5);
            assertThat(second.stop()).isZero();
            assertEachSensorInOnePartition(log, "turn");
            assertTicksInOrder(log);
        }
    }

    @Test
    void whatKafkaDoesNotHaveIsNotAcknowledged() throws Exception {
        createTopics("ack");
        try (BridgeProcess bridge = BridgeProcess.start(folder, "ack", mqtt, kafka)) {
            awaitCaughtUp("ack");
            // Not killed at once: a client that sees the last broker go forgets where partitions are and holds what
            // follows.
            kafka.suspend();
            publish("ack", 0, 10);
            // It has taken them from the broker, and dies with them.
            await(30).until(() -> bridge.output().contains("pending / 待确认 10"));
            kafka.kill();
            bridge.kill();
        }
        kafka.startAgain();
        try (BridgeProcess again = BridgeProcess.start(folder, "ack", mqtt, kafka);
                LogReader log = new LogReader(kafka, "ack.inbound", PARTITIONS)) {
            await(30).untilAsserted(() -> assertThat(numbers(log, "ack")).isEqualTo(expected("ack", 10)));
            assertThat(again.stop()).isZero();
        }
    }

    @Test
    void aDeviceIsRegisteredBeforeItsFramesAndARemovalIsToldEverywhere() throws Exception {
        createTopics("device");
        String registry = "city/v1/registry/M-1";
        try (BridgeProcess bridge = BridgeProcess.start(folder, "device", mqtt, kafka);
                LogReader log = new LogReader(kafka, "device.inbound", PARTITIONS)) {
            awaitCaughtUp("device");
            publish(MqttPublication.retained(registry, entry("0004A30B001C0530")));
            publish(MqttPublication.of(
                    "v3/app@tenant/devices/dev-1/up",
                    RoutingTest.uplink("0004a30b001c0530").getBytes(UTF_8)));
            await(30).until(() -> !log.messages("v3/").isEmpty());
            int home = log.messages("v3/").get(0).partition();
            assertThat(home).isEqualTo(LogFormat.partition("0004A30B001C0530".getBytes(UTF_8), PARTITIONS));
            assertThat(log.read().stream()
                            .filter(each -> each.partition() == home && each.control() == Control.MESSAGE)
                            .map(LogRecord::mqttTopic))
                    .containsSubsequence(registry, "v3/app@tenant/devices/dev-1/up");

            publish(MqttPublication.retained(registry, new byte[0]));
            await(30).until(() -> removals(log, registry).size() == PARTITIONS);
            assertThat(removals(log, registry)).filteredOn(each -> !each.copy()).hasSize(1);
            assertThat(bridge.stop()).isZero();
        }
    }

    @Test
    void aMessageThatIsTooLargeForKafkaIsRefusedAndTheNextOnesPass() throws Exception {
        createTopics("large");
        try (BridgeProcess bridge = BridgeProcess.start(folder, "large", mqtt, kafka);
                LogReader log = new LogReader(kafka, "large.inbound", PARTITIONS);
                LogReader refused = new LogReader(kafka, "large.refused", 1)) {
            awaitCaughtUp("large");
            publish(MqttPublication.of(TELEMETRY + "large-0", new byte[1_200_000]));
            publish("large", 0, 1);
            await(30).untilAsserted(() -> assertThat(numbers(log, "large")).isEqualTo(expected("large", 1)));
            await(30).until(() -> !refused.values().isEmpty());
            var told = RefusedJson.read(refused.values().get(0)).value();
            assertThat(told.topic()).isEqualTo(TELEMETRY + "large-0");
            assertThat(told.reason()).contains("1200");
            assertThat(bridge.stop()).isZero();
        }
    }

    /** A clock that stands still, or is not known yet, is told each second again, so that the log is seen to go on. */
    private static List<Long> times(LogReader log, int partition) {
        return log.of(partition, Control.TICK).stream()
                .map(LogRecord::cityClockMillis)
                .filter(millis -> millis > 0)
                .distinct()
                .toList();
    }

    @Test
    void anExternalClockTicksInEveryPartitionInOrderWithTheReadings() throws Exception {
        createTopics("clock");
        try (BridgeProcess bridge = BridgeProcess.start(folder, "clock", mqtt, kafka, "--clock", "external");
                LogReader log = new LogReader(kafka, "clock.inbound", PARTITIONS)) {
            awaitCaughtUp("clock");
            for (int i = 0; i < 5; i++) {
                publish("clock", i, i + 1);
                publish(MqttPublication.of(Topics.CLOCK, ClockJson.write(new ClockTick(NOON + 1_000L * i, 1, false))));
            }
            await(30)
                    .until(() -> IntStream.range(0, PARTITIONS)
                            .allMatch(partition -> times(log, partition).size() == 5));
            assertThat(bridge.stop()).isZero();
            for (LogRecord reading : log.messages(TELEMETRY + "clock-")) {
                long i = number(reading);
                // Before the first tick the time is unknown; afterwards it is that of the tick before.
                assertThat(reading.cityClockMillis()).isEqualTo(i == 0 ? 0 : NOON + 1_000 * (i - 1));
            }
            assertThat(times(log, 0)).containsExactly(NOON, NOON + 1_000, NOON + 2_000, NOON + 3_000, NOON + 4_000);
        }
    }

    @Test
    void theBridgeTellsThatItLivesAndThatItWasStopped() throws Exception {
        createTopics("pulse");
        List<Health.Status> told = java.util.Collections.synchronizedList(new ArrayList<>());
        try (MqttSubscriber listener = MqttSubscriber.open(
                        mqtt.connection(),
                        SessionOptions.transientSession("listener"),
                        List.of(Topics.health("bridge")),
                        message -> {
                            if (!message.retained()) {
                                told.add(HealthJson.read(message.payload())
                                        .value()
                                        .status());
                            }
                        });
                BridgeProcess bridge = BridgeProcess.start(folder, "pulse", mqtt, kafka)) {
            assertThat(listener.awaitSubscribed(10_000)).isTrue();
            awaitCaughtUp("pulse");
            await(10).until(() -> told.contains(Health.Status.UP));
            assertThat(bridge.stop()).isZero();
            await(10).until(() -> told.get(told.size() - 1) == Health.Status.DOWN);
        }
    }

    /** The job's source finds new partitions within a minute, and its clock is that of the slowest one. */
    @Test
    void newPartitionsHaveTheClockSoonAlsoWhileMessagesComeWithoutAPause() throws Exception {
        createTopics("grow");
        try (BridgeProcess bridge = BridgeProcess.start(folder, "grow", mqtt, kafka)) {
            awaitCaughtUp("grow");
            try (Admin admin = kafka.admin()) {
                admin.createPartitions(Map.of("grow.inbound", NewPartitions.increaseTo(PARTITIONS + 2)))
                        .all()
                        .get();
            }
            AtomicBoolean ended = new AtomicBoolean();
            Thread traffic = new Thread(() -> publishUntil(ended), "traffic");
            traffic.start();
            try (LogReader log = new LogReader(kafka, "grow.inbound", PARTITIONS + 2)) {
                await(50).until(() -> log.of(PARTITIONS + 1, Control.TICK).size() > 1);
                ended.set(true);
                await(30)
                        .until(() ->
                                !log.of(PARTITIONS + 1, Control.FEED_CAUGHT_UP).isEmpty());
            } finally {
                ended.set(true);
                traffic.join();
            }
            assertThat(bridge.stop()).isZero();
        }
    }

    private static void publishUntil(AtomicBoolean ended) {
        try {
            for (int number = 0; !ended.get(); number++) {
                publish("grow", number, number + 1);
                TimeUnit.MILLISECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aBridgeWhoseLineBrokeIsNotTakenForDeadForEver() throws Exception {
        createTopics("line");
        List<Health.Status> told = java.util.Collections.synchronizedList(new ArrayList<>());
        try (MqttSubscriber listener = MqttSubscriber.open(
                        mqtt.connection(),
                        SessionOptions.transientSession("line-listener"),
                        List.of(Topics.health("bridge")),
                        message -> told.add(
                                HealthJson.read(message.payload()).value().status()));
                BridgeProcess bridge = BridgeProcess.start(folder, "line", mqtt, kafka)) {
            assertThat(listener.awaitSubscribed(10_000)).isTrue();
            awaitCaughtUp("line");
            await(10).until(() -> told.get(told.size() - 1) == Health.Status.UP);
            told.clear();
            // Takes the place of its pulse for a moment: to the broker that is a line that broke.
            MqttPublisher thief = MqttPublisher.open(mqtt.connection(), PublisherOptions.of("line-pulse"));
            try {
                await(20).until(() -> told.contains(Health.Status.DOWN));
            } finally {
                thief.close();
            }
            await(20).until(() -> told.get(told.size() - 1) == Health.Status.UP);
            assertThat(bridge.stop()).isZero();
        }
    }

    /** Without its fences the feed would count as lost for ever. */
    @Test
    void theShippedAccessListLetsTheBridgeSendItselfAFence() throws Exception {
        assertThat(Files.readString(Path.of("..", "..", "deploy", "mosquitto.conf")))
                .contains("topic readwrite " + Forwarder.FENCES + "/fence/#");
    }

    @Test
    void theRegistryIsWrittenAgainBeforeTheLogForgetsIt() {
        StringWriter said = new StringWriter();
        int code = new CommandLine(new BridgeMain())
                .setErr(new PrintWriter(said, true))
                .execute("--registry-hours", "200");
        assertThat(code).isEqualTo(2);
        assertThat(said.toString()).contains("--registry-hours must be 1 to 144");
    }

    @Test
    void withoutItsTopicsTheBridgeDoesNotStartAndSaysHowToCreateThem() throws Exception {
        try (BridgeProcess bridge = BridgeProcess.start(folder, "none", mqtt, kafka)) {
            assertThat(bridge.exitCode()).isEqualTo(3);
            assertThat(bridge.output()).contains("none.inbound", "deploy/kafka-topics --kafka " + kafka.servers());
        }
    }

    private static ConditionFactory await(int seconds) {
        return org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(seconds));
    }

    private static void createTopics(String name) throws Exception {
        try (Admin admin = kafka.admin()) {
            TopicSetup setup = new TopicSetup(admin, new KafkaTopics(name + ".", PARTITIONS), 0);
            setup.create(setup.look().missing());
        }
    }

    private static void awaitCaughtUp(String name) {
        try (LogReader log = new LogReader(kafka, name + ".inbound", PARTITIONS)) {
            await(40)
                    .until(() -> IntStream.range(0, PARTITIONS)
                            .noneMatch(partition ->
                                    log.of(partition, Control.FEED_CAUGHT_UP).isEmpty()));
        }
    }

    /** Each sensor says the numbers, all sensors in turn. */
    private static void publish(String name, int from, int to) throws InterruptedException {
        for (int number = from; number < to; number++) {
            for (int sensor = 0; sensor < SENSORS; sensor++) {
                publish(MqttPublication.of(
                        TELEMETRY + name + "-" + sensor,
                        Integer.toString(number).getBytes(UTF_8)));
            }
        }
    }

    private static void publish(MqttPublication publication) throws InterruptedException {
        street.publish(publication, settled -> {});
    }

    /** What each sensor said, in order, repeats left out. */
    private static Map<String, List<Integer>> numbers(LogReader log, String name) {
        Map<String, List<Integer>> numbers = new TreeMap<>();
        for (LogRecord each : log.messages(TELEMETRY + name + "-")) {
            List<Integer> own = numbers.computeIfAbsent(each.mqttTopic(), unused -> new ArrayList<>());
            if (!own.contains(number(each))) {
                own.add(number(each));
            }
        }
        return numbers;
    }

    private static int number(LogRecord log) {
        return Integer.parseInt(new String(log.payload(), UTF_8));
    }

    private static Map<String, List<Integer>> expected(String name, int count) {
        Map<String, List<Integer>> numbers = new TreeMap<>();
        for (int sensor = 0; sensor < SENSORS; sensor++) {
            numbers.put(
                    TELEMETRY + name + "-" + sensor,
                    IntStream.range(0, count).boxed().toList());
        }
        return numbers;
    }

    private static void assertEachSensorInOnePartition(LogReader log, String name) {
        Map<String, Integer> homes = new TreeMap<>();
        for (LogRecord each : log.messages(TELEMETRY + name + "-")) {
            Integer before = homes.put(each.mqttTopic(), each.partition());
            assertThat(before == null ? each.partition() : before).isEqualTo(each.partition());
        }
    }

    private static void assertTicksInOrder(LogReader log) {
        List<Long> first =
                log.of(0, Control.TICK).stream().map(LogRecord::cityClockMillis).toList();
        assertThat(first).isSorted().hasSizeGreaterThan(5);
        for (int partition = 1; partition < PARTITIONS; partition++) {
            assertThat(log.of(partition, Control.TICK).stream()
                            .map(LogRecord::cityClockMillis)
                            .filter(first::contains))
                    .isSorted()
                    .hasSizeGreaterThan(5);
        }
    }

    private static List<LogRecord> removals(LogReader log, String registry) {
        return log.messages(registry).stream()
                .filter(each -> each.payload().length == 0)
                .toList();
    }

    private static byte[] entry(String eui) {
        return ("{\"kind\":\"manhole\",\"place\":{\"longitude\":120.1,\"latitude\":30.2},\"device\":{\"eui\":\"" + eui
                        + "\",\"codec\":\"netvox-r311k\"}}")
                .getBytes(UTF_8);
    }
}
