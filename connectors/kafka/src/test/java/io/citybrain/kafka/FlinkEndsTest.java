package io.citybrain.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.kafka.log.KafkaTopics;
import io.citybrain.kafka.log.LogFormat;
import io.citybrain.kafka.log.LogRecord;
import io.citybrain.kafka.log.LogRecord.Control;
import io.citybrain.kafka.testing.KafkaServer;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source and the sink in a real Flink, against a real Kafka. */
final class FlinkEndsTest {
    private static final KafkaTopics TOPICS = new KafkaTopics("ends.", 2);

    @TempDir
    private static Path folder;

    private static KafkaServer kafka;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = KafkaServer.start(folder);
        try (Admin admin = kafka.admin()) {
            admin.createTopics(List.of(
                            new NewTopic(TOPICS.inbound(), 2, (short) 1), new NewTopic(TOPICS.alerts(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void theLogIsReadPartitionByPartitionInOrder() throws Exception {
        List<LogRecord> written = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            written.add(new LogRecord(
                    i % 2, "city/v1/clock", new byte[] {(byte) i}, i == 4, 1_000 + i, i, Control.TICK, false));
        }
        try (var producer = new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (LogRecord log : written) {
                producer.send(LogFormat.write(TOPICS.inbound(), null, log)).get();
            }
        }

        var source = KafkaLogSource.<LogRecord>builder()
                .servers(kafka.servers())
                .topic(TOPICS.inbound())
                .deserializer(new AsTheyAre())
                .build();
        List<LogRecord> read = flink().fromSource(source, WatermarkStrategy.noWatermarks(), "read")
                .uid("read")
                .executeAndCollect(written.size());

        assertThat(read.stream().filter(log -> log.partition() == 0)).containsExactlyElementsOf(of(0, written));
        assertThat(read.stream().filter(log -> log.partition() == 1)).containsExactlyElementsOf(of(1, written));
    }

    @Test
    void whatTheSinkWritesIsACloudEventToTheCloudEventsLibrary() throws Exception {
        StreamExecutionEnvironment flink = flink();
        flink.fromData("water-above-warning").sinkTo(alerts()).uid("publish").name("publish");
        flink.execute();

        ConsumerRecord<byte[], byte[]> read = readFirst(TOPICS.alerts());
        CloudEvent event =
                KafkaMessageFactory.createReader(read.headers(), read.value()).toEvent();
        assertThat(event.getSpecVersion().toString()).isEqualTo("1.0");
        assertThat(event.getId()).isEqualTo("a-1/1");
        assertThat(event.getSource()).hasToString("/city/v1/sensing");
        assertThat(event.getType()).isEqualTo("io.citybrain.alert");
        assertThat(event.getTime()).isEqualTo(Instant.ofEpochMilli(60_000).atOffset(ZoneOffset.UTC));
        assertThat(event.getSubject()).isEqualTo("GAUGE-1");
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(event.getData().toBytes()).asString(UTF_8).isEqualTo("{\"rule\":\"water-above-warning\"}");
        assertThat(read.key()).asString(UTF_8).isEqualTo("water-level/GAUGE-1/water-above-warning");
        assertThat(read.timestamp()).isEqualTo(60_000);
    }

    private static KafkaEventSink<String> alerts() {
        return KafkaEventSink.<String>builder()
                .servers(kafka.servers())
                .topic(TOPICS.alerts())
                .encoder(rule -> new KafkaEvent(
                        ("water-level/GAUGE-1/" + rule).getBytes(UTF_8),
                        ("{\"rule\":\"" + rule + "\"}").getBytes(UTF_8),
                        "a-1/1",
                        "/city/v1/sensing",
                        "io.citybrain.alert",
                        60_000,
                        "GAUGE-1"))
                .build();
    }

    private static List<LogRecord> of(int partition, List<LogRecord> records) {
        return records.stream().filter(log -> log.partition() == partition).toList();
    }

    private static ConsumerRecord<byte[], byte[]> readFirst(String topic) {
        try (var consumer = new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            consumer.seekToBeginning(consumer.assignment());
            return consumer.poll(Duration.ofSeconds(20)).iterator().next();
        }
    }

    private static Map<String, Object> settings() {
        return Map.of("bootstrap.servers", kafka.servers());
    }

    /** As the jobs run it: nothing falls back to Kryo. */
    private static StreamExecutionEnvironment flink() {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        return StreamExecutionEnvironment.createLocalEnvironment(2, settings);
    }
}
