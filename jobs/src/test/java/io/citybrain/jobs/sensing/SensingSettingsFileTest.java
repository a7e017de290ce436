package io.citybrain.jobs.sensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file, read strictly: everything that is wrong is told at once, by key. */
final class SensingSettingsFileTest {
    @TempDir
    Path folder;

    private SensingSettings read(String yaml) throws IOException {
        return SensingSettingsFile.read(Files.writeString(folder.resolve("sensing.yaml"), yaml));
    }

    private String errors(String yaml) {
        return catchThrowableOfType(IllegalArgumentException.class, () -> read(yaml))
                .getMessage();
    }

    @Test
    void theLeastThatIsNeededAndWhatTheRestIsThen() throws IOException {
        SensingSettings settings = read("""
                mqtt: {uri: "tcp://127.0.0.1:1883"}
                store: {flavour: influxdb-1, url: "http://127.0.0.1:8086", database: city, spoolDirectory: spool}
                """);

        assertThat(settings.mqtt().uri()).isEqualTo("tcp://127.0.0.1:1883");
        assertThat(settings.clientIdPrefix()).isEqualTo("city-brain");
        assertThat(settings.time()).isEqualTo(CityTime.WALL);
        assertThat(settings.parallelism()).isOne();
        assertThat(settings.store().flavour()).isEqualTo(StoreAddress.Flavour.INFLUXDB_1);
        assertThat(settings.sessions()).isEqualTo(SensingSettings.Sessions.one());
        assertThat(settings.sessions().filters().get("telemetry")).contains(Topics.ALL_REGISTRY, Topics.CLOCK);
    }

    @Test
    void everythingThatCanBeSaid() throws IOException {
        SensingSettings settings = read("""
                clock: external
                parallelism: 4
                mqtt:
                  uri: ssl://broker:8883
                  username: city
                  passwordFile: /run/secrets/mqtt
                  trustStoreFile: ca.pem
                  clientIdPrefix: brain
                  repeats: content
                  sessions:
                    north: ["city/v1/registry/#", "city/v1/clock", "city/v1/telemetry/manhole/#"]
                    south: ["city/v1/registry/#", "city/v1/clock", "city/v1/telemetry/noise/#"]
                store: {flavour: questdb, url: "http://127.0.0.1:9000", spoolDirectory: /var/spool/city}
                """);

        assertThat(settings.time()).isEqualTo(CityTime.EXTERNAL);
        assertThat(settings.parallelism()).isEqualTo(4);
        assertThat(settings.clientIdPrefix()).isEqualTo("brain");
        assertThat(settings.sessions().filters()).containsOnlyKeys("north", "south");
        assertThat(settings.sessions().repeatsByContent()).isTrue();
    }

    @Test
    void kafkaInAndOut() throws IOException {
        Path properties = Files.writeString(folder.resolve("kafka.properties"), "sasl.jaas.config=hunter2\n");
        SensingSettings settings = read("""
                ingest: kafka
                alerts: [mqtt, kafka]
                kafka: {servers: "127.0.0.1:9092", propertiesFile: "%s"}
                mqtt: {uri: "tcp://127.0.0.1:1883"}
                store: {flavour: questdb, url: "http://127.0.0.1:9000", spoolDirectory: spool}
                """.formatted(properties));

        assertThat(settings.time()).isEqualTo(CityTime.LOG);
        assertThat(settings.kafka().servers()).isEqualTo("127.0.0.1:9092");
        assertThat(settings.kafka().topicPrefix()).isEqualTo("city.");
        assertThat(settings.kafka().properties()).containsEntry("sasl.jaas.config", "hunter2");
        assertThat(settings.kafka().alerts()).isTrue();
        assertThat(settings.kafka().readings()).isFalse();
        assertThat(settings.toString()).contains("sasl.jaas.config").doesNotContain("hunter2");
    }

    @Test
    void mistakesAboutKafkaSayWhatToWrite() {
        assertThat(errors("""
                ingest: pigeon
                clock: wall
                alerts: [kafka]
                readings: [store, tape]
                kafka: {propertiesFile: nowhere}
                mqtt: {uri: "tcp://127.0.0.1:1883"}
                store: {flavour: questdb, url: "http://127.0.0.1:9000", spoolDirectory: spool}
                """))
                .contains(
                        "ingest: pigeon is not mqtt or kafka",
                        "alerts: mqtt can't be left out, write [mqtt, kafka]",
                        "readings: tape is not store or kafka",
                        "kafka.servers: missing",
                        "kafka.propertiesFile: nowhere can't be read");
        assertThat(errors("""
                ingest: kafka
                clock: external
                kafka: {servers: "127.0.0.1:9092"}
                mqtt: {uri: "tcp://127.0.0.1:1883"}
                store: {flavour: questdb, url: "http://127.0.0.1:9000", spoolDirectory: spool}
                """)).contains("clock: with ingest: kafka the log has the clock");
        assertThat(errors("""
                kafka: {servers: "127.0.0.1:9092"}
                mqtt: {uri: "tcp://127.0.0.1:1883"}
                store: {flavour: questdb, url: "http://127.0.0.1:9000", spoolDirectory: spool}
                """)).contains("kafka.servers: nothing goes through Kafka");
    }

    @Test
    void allMistakesAreToldTogetherWithTheirKeys() {
        String errors = errors("""
                clock: sundial
                parallelism: 361
                colour: blue
                mqtt: {uri: "broker", repeats: twice, sessions: {north: []}}
                store: {flavour: sqlite, url: "http://127.0.0.1:8086"}
                """);

        assertThat(errors.lines().toList())
                .hasSize(9)
                .anyMatch(line -> line.endsWith("sensing.yaml:"))
                .anyMatch(line -> line.contains("clock: sundial is not wall or external"))
                .anyMatch(line -> line.contains("parallelism: 361 is not a number from 1 to 360"))
                .anyMatch(line -> line.contains("colour: no such setting; known are alerts, clock, ingest"))
                .anyMatch(line -> line.contains("mqtt: broker address must be tcp://host:port"))
                .anyMatch(line -> line.contains("mqtt.repeats: twice is not packet-id or content"))
                .anyMatch(line -> line.contains("mqtt.sessions.north: must be a list of topic filters"))
                .anyMatch(line -> line.contains("store.flavour: sqlite is not influxdb-1, influxdb-2 or questdb"))
                .anyMatch(line -> line.contains("store.spoolDirectory: missing"));
    }

    @Test
    void whatIsMissingIsToldOncePerKey() {
        String errors = errors("clock: wall");

        for (String key : List.of("mqtt.uri", "store.url", "store.flavour", "store.spoolDirectory")) {
            assertThat(errors.lines().filter(line -> line.contains(key + ": missing")))
                    .as(key)
                    .hasSize(1);
        }
        assertThat(errors.lines()).hasSize(5);
    }

    /** Without the registry every sensor would be unknown, and nothing would ever be told. */
    @Test
    void aSessionThatDoesNotReadTheRegistryAndTheClockIsAMistake() {
        String errors = errors("""
                mqtt: {uri: "tcp://127.0.0.1:1883", sessions: {north: ["city/v1/telemetry/#"]}}
                store: {flavour: questdb, url: "http://127.0.0.1:9000", spoolDirectory: spool}
                """);

        assertThat(errors)
                .contains(
                        "mqtt.sessions.north: reads no city/v1/registry/#",
                        "mqtt.sessions.north: reads no city/v1/clock");
    }

    @Test
    void aFileThatIsNotYamlOrNoMapIsToldAsSuch() {
        assertThat(errors("mqtt: [")).contains("not YAML");
        assertThat(errors("- mqtt")).contains("must be a map of settings");
        assertThat(errors("")).contains("must be a map of settings");
    }

    @Test
    void secretsStayInTheirFilesAndOutOfEveryText() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "hunter2");
        SensingSettings settings = read("""
                mqtt: {uri: "tcp://127.0.0.1:1883", username: city, passwordFile: "%s"}
                store: {flavour: influxdb-2, url: "http://127.0.0.1:8086", organisation: hz, database: city, tokenFile: "%s",
                        spoolDirectory: spool}
                """.formatted(secret, secret));

        assertThat(settings.toString()).doesNotContain("hunter2");
        assertThat(errors("""
                mqtt: {uri: "tcp://city:hunter2@127.0.0.1:1883"}
                store: {flavour: influxdb-1, url: "http://city:hunter2@127.0.0.1:8086", database: city, spoolDirectory: s}
                """))
                .doesNotContain("hunter2")
                .contains("put no password into the broker address", "carries a login");
    }
}
