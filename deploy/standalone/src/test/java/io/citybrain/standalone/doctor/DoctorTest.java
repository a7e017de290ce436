package io.citybrain.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citybrain.influxdb.client.History;
import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.influxdb.client.StoreSetup;
import io.citybrain.influxdb.testing.InfluxServer;
import io.citybrain.jobs.sensing.StoreTables;
import io.citybrain.kafka.log.KafkaConnection;
import io.citybrain.kafka.log.KafkaTopics;
import io.citybrain.kafka.log.TopicSetup;
import io.citybrain.kafka.testing.KafkaServer;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.testing.FreePort;
import io.citybrain.mqtt.testing.MosquittoServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    private int examine(String... options) {
        List<String> all = new ArrayList<>(List.of("--lang", "en", "--data", folder.toString()));
        all.addAll(List.of(options));
        PrintWriter out = new PrintWriter(said, true);
        return DoctorMain.run(out, out, all.toArray(String[]::new));
    }

    private String line(String check) {
        return said.toString()
                .lines()
                .filter(line -> line.contains(check))
                .findFirst()
                .orElse("no " + check);
    }

    private static String uri(MosquittoServer broker) {
        return "tcp://127.0.0.1:" + broker.port();
    }

    @Test
    void whatIsWellIsToldInOneLineEachAndAsJson() throws Exception {
        assumeTrue(InfluxServer.isInstalled(), "skipped: " + InfluxServer.howToInstall());
        Path json = folder.resolve("found.json");
        try (MosquittoServer broker = MosquittoServer.start(folder.resolve("broker"));
                InfluxServer influx = InfluxServer.start(folder.resolve("influx"))) {
            StoreAddress store = influx.address("citybrain");
            StoreSetup.prepare(store, StoreTables.all());
            int code = examine("--mqtt", uri(broker), "--store", store.url(), "--json", json.toString());
            assertThat(code).as(said::toString).isZero();
            assertThat(line("broker.queue")).startsWith("ok").contains("kept all 2000 messages");
            assertThat(line("broker.session")).startsWith("ok");
            assertThat(line("broker.retained")).startsWith("ok");
            assertThat(line("store.reachable")).startsWith("ok").contains("influxdb-1");
            assertThat(line("store.writable")).startsWith("ok");
            assertThat(line("clock.store")).startsWith("ok");
            assertThat(line("registry.live")).startsWith("ok").contains("0 sensors");
            try (History history = History.open(store)) {
                assertThat(history.ping()).isTrue();
            }
        }
        JsonNode found = new ObjectMapper().readTree(json.toFile());
        assertThat(found.findValuesAsText("verdict")).contains("ok").doesNotContain("fail");
        assertThat(found.findValuesAsText("check")).contains("machine.java", "disk.fsync", "broker.limits");
    }

    @Test
    void aBrokerThatDropsMessagesIsTakenForUnfit() throws Exception {
        try (MosquittoServer broker = MosquittoServer.start(
                folder.resolve("broker"), List.of("allow_anonymous true"), List.of("persistence false"), "tcp")) {
            assertThat(examine("--mqtt", uri(broker))).isEqualTo(1);
            assertThat(line("broker.queue")).startsWith("fail").contains("of 2000 messages", "deploy/mosquitto.conf");
            assertThat(line("broker.limits")).startsWith("warn").contains("receive maximum is 20");
        }
    }

    @Test
    void aKafkaWithoutItsTopicsIsToldWithTheCommandThatMakesThem() throws Exception {
        try (KafkaServer kafka = KafkaServer.start(folder.resolve("kafka"))) {
            assertThat(examine("--kafka", kafka.servers())).isEqualTo(1);
            assertThat(line("kafka.reachable")).startsWith("warn").contains("brokers: 1");
            assertThat(line("kafka.topics"))
                    .startsWith("fail")
                    .contains("city.inbound", "deploy/kafka-topics --kafka " + kafka.servers());

            KafkaTopics topics = KafkaTopics.usual();
            try (Admin admin = KafkaConnection.of(kafka.servers()).admin()) {
                TopicSetup setup = new TopicSetup(admin, topics, 0);
                setup.create(setup.look().missing());
            }
            said.getBuffer().setLength(0);
            assertThat(examine("--kafka", kafka.servers())).as(said::toString).isZero();
            assertThat(line("kafka.topics")).startsWith("ok").contains("city.alerts");
        }
    }

    @Test
    void aKafkaThatIsNotThereIsToldWithItsOption() {
        assertThat(examine("--kafka", "127.0.0.1:" + FreePort.find())).isEqualTo(1);
        assertThat(line("kafka.reachable")).startsWith("fail").contains("--kafka");
        assertThat(examine("--kafka", "no port")).isEqualTo(2);
    }

    @Test
    void whatTheJobRefusesOfTheLiveRegistryIsTold() throws Exception {
        try (MosquittoServer broker = MosquittoServer.start(folder.resolve("broker"));
                MqttPublisher operator = MqttPublisher.open(broker.connection(), PublisherOptions.of("operator"))) {
            String device = "\"device\": {\"eui\": \"A84041000181C061\", \"codec\": \"dragino-ldds75\"}}";
            for (String entry : List.of(
                    "a {\"kind\": \"manhole\", \"place\": {\"name\": \"x\"}, " + device,
                    "b {\"kind\": \"manhole\", \"place\": {\"name\": \"y\"}, " + device,
                    "c {\"kind\": \"manhole\"")) {
                byte[] payload = entry.substring(2).getBytes(StandardCharsets.UTF_8);
                operator.publish(
                        MqttPublication.retained("city/v1/registry/" + entry.charAt(0), payload), verdict -> {});
            }
            assertThat(operator.flush(Duration.ofSeconds(10))).isTrue();
            assertThat(examine("--mqtt", uri(broker))).isEqualTo(1);
            assertThat(line("registry.live")).startsWith("fail").contains("A84041000181C061 is also that of", "c: ");
        }
    }

    @Test
    void aRegistryFileIsCheckedAsTheJobWould() throws Exception {
        Path registry = Files.writeString(folder.resolve("r.yaml"), """
                sensors:
                  - {sensor: gauge-1, kind: water-level, place: {name: x}, limits: {water-above-warnin: {raise: 3}}}
                """);
        assertThat(examine("--registry", registry.toString())).isEqualTo(1);
        assertThat(line("registry.file")).startsWith("fail").contains("gauge-1", "water-above-warning");
    }

    @Test
    void whoIsNotThereIsNamedWithWhatToDo() {
        assertThat(examine("--mqtt", "tcp://127.0.0.1:1", "--store", "http://127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(line("broker.reachable")).startsWith("fail").contains("tcp://127.0.0.1:1", "--mqtt-user");
        assertThat(line("store.reachable")).startsWith("fail").contains("http://127.0.0.1:1", "--store");
    }

    @Test
    void itSpeaksChinese() {
        examine("--lang", "zh", "--mqtt", "tcp://127.0.0.1:1");
        assertThat(line("broker.reachable")).contains("请启动它");
    }

    @Test
    void aWrongOptionIsAWrongCommand() {
        assertThat(examine("--mqtt", "http://broker")).isEqualTo(2);
        assertThat(examine("--store-flavour", "mysql")).isEqualTo(2);
    }
}
