package io.citybrain.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.citybrain.influxdb.client.History;
import io.citybrain.influxdb.testing.InfluxServer;
import io.citybrain.kafka.bridge.BridgeMain;
import io.citybrain.kafka.bridge.TopicsMain;
import io.citybrain.kafka.log.KafkaTopics;
import io.citybrain.kafka.log.LogFormat;
import io.citybrain.kafka.log.LogRecord;
import io.citybrain.kafka.testing.KafkaServer;
import io.citybrain.mqtt.testing.MosquittoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A large city: MQTT, bridge, Kafka, a Flink cluster of three processes. The same seeded street must give the same
 * alerts there as in one process fed by MQTT, also while parts are killed.
 */
@Timeout(600)
final class ClusterTest {
    private static final long SEED = 11;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    private Path folder;

    private InfluxServer influx;

    @Test
    void theSameStreetGivesTheSameAlertsInOneProcessAndOnAClusterThatLosesATaskManager() throws Exception {
        assumeTrue(InfluxServer.isInstalled(), "skipped: " + InfluxServer.howToInstall());
        Path jar = FlinkCluster.jar();
        assumeTrue(jar != null, "skipped: the cluster's jar comes with mvn package of jobs");
        try (InfluxServer store = InfluxServer.start(folder.resolve("influx"))) {
            influx = store;
            List<StoredAlerts.Episode> expected = inOneProcess();
            assertThat(expected.stream().map(StoredAlerts.Episode::rule).distinct())
                    .as("the street has faults of several sorts")
                    .hasSizeGreaterThan(5)
                    .contains("silent");

            assertThat(onACluster(jar)).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private List<StoredAlerts.Episode> inOneProcess() throws Exception {
        try (MosquittoServer mosquitto = MosquittoServer.start(folder.resolve("mosquitto-one"));
                CityProcess city = CityProcess.start(
                        folder.resolve("one"),
                        "--no-sim",
                        "--clock=external",
                        "--mqtt=tcp://127.0.0.1:" + mosquitto.port(),
                        "--store=" + influx.address("one").url(),
                        "--store-flavour=influxdb-1",
                        "--store-database=one")) {
            city.awaitReady();
            SameStreet.register(mosquitto.connection(), SEED);
            long told = SameStreet.run(mosquitto.connection(), SEED, () -> {});
            return awaitAll("one", told);
        }
    }

    private List<StoredAlerts.Episode> onACluster(Path jar) throws Exception {
        try (MosquittoServer mosquitto = MosquittoServer.start(folder.resolve("mosquitto-cluster"));
                KafkaServer kafka = KafkaServer.start(folder.resolve("kafka"));
                ChildProcess topics = ChildProcess.start(folder, TopicsMain.class, "--kafka", kafka.servers())) {
            assertThat(topics.awaitEnd()).as(topics.output()).isZero();
            try (ChildProcess bridge = ChildProcess.start(
                            folder,
                            BridgeMain.class,
                            "--mqtt=tcp://127.0.0.1:" + mosquitto.port(),
                            "--kafka=" + kafka.servers(),
                            "--clock=external");
                    FlinkCluster cluster = FlinkCluster.start(folder.resolve("flink"), 2)) {
                String job = cluster.submit(jar, settings(mosquitto, kafka, 4), null);
                awaitCaughtUp(kafka, bridge);
                SameStreet.register(mosquitto.connection(), SEED);
                long told = SameStreet.run(mosquitto.connection(), SEED, cluster::replaceTaskManager);
                List<StoredAlerts.Episode> alerts = awaitAll("cluster", told);
                Awaitility.await("Flink says that it has restarted the job")
                        .atMost(PATIENCE)
                        .until(() -> cluster.restarts(job) > 0);

                String savepoint = cluster.stop(job);
                String smaller = cluster.submit(jar, settings(mosquitto, kafka, 2), savepoint);
                Awaitility.await("the job runs on at another parallelism")
                        .atMost(PATIENCE)
                        .until(() -> cluster.state(smaller).equals("RUNNING"));
                return alerts;
            }
        }
    }

    /** The bridge says in the log itself that it has read what the broker had kept. */
    private static void awaitCaughtUp(KafkaServer kafka, ChildProcess bridge) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.servers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> log =
                    List.of(new TopicPartition(KafkaTopics.usual().inbound(), 0));
            consumer.assign(log);
            consumer.seekToBeginning(log);
            Awaitility.await("the bridge has caught up")
                    .atMost(PATIENCE)
                    .pollInSameThread()
                    .failFast("the bridge has ended", () -> !bridge.isAlive())
                    .until(() -> consumer.poll(Duration.ofMillis(200)).records(log.get(0)).stream()
                            .anyMatch(one -> LogFormat.find(one).control() == LogRecord.Control.FEED_CAUGHT_UP));
        }
    }

    private Path settings(MosquittoServer mosquitto, KafkaServer kafka, int parallelism) throws IOException {
        return Files.writeString(folder.resolve("sensing-" + parallelism + ".yaml"), """
                ingest: kafka
                alerts: [mqtt, kafka]
                readings: [store, kafka]
                parallelism: %d
                kafka: {servers: "%s"}
                mqtt: {uri: "tcp://127.0.0.1:%d"}
                store: {flavour: influxdb-1, url: "%s", database: cluster, spoolDirectory: "%s"}
                """.formatted(
                        parallelism,
                        kafka.servers(),
                        mosquitto.port(),
                        influx.address("cluster").url(),
                        folder.resolve("spool")));
    }

    /** Waits until the store has every sensor's silence at the end: by then the whole street is through. */
    private List<StoredAlerts.Episode> awaitAll(String database, long told) throws Exception {
        try (History history = History.open(influx.address(database))) {
            long[] quietSince = {System.nanoTime()};
            int[] last = {-1};
            Awaitility.await("all alerts of " + database + " are in the store, " + told + " messages were told")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptionsMatching(notYet -> notYet.getMessage().contains("database not found"))
                    .until(() -> {
                        int now = StoredAlerts.read(history).size();
                        if (now != last[0]) {
                            last[0] = now;
                            quietSince[0] = System.nanoTime();
                        }
                        return now >= SameStreet.SENSORS && System.nanoTime() - quietSince[0] > 10_000_000_000L;
                    });
            return StoredAlerts.read(history);
        }
    }
}
