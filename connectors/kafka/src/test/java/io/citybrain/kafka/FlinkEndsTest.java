package io.citybrain.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citybrain.kafka.log.KafkaConnection;
import io.citybrain.kafka.log.KafkaTopics;
import io.citybrain.kafka.log.LogCheck;
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
    private static final String FUTURE = "future";
    /** Takes no event from more than an hour ago. */
    private static final String STRICT = "strict";

    @TempDir
    private static Path folder;

    private static KafkaServer kafka;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = KafkaServer.start(folder);
        try (Admin admin = kafka.admin()) {
            admin.createTopics(List.of(
                            new NewTopic(TOPICS.inbound(), 2, (short) 1),
                            new NewTopic(TOPICS.alerts(), 1, (short) 1),
                            new NewTopic(FUTURE, 1, (short) 1),
                            new NewTopic(STRICT, 1, (short) 1)
                                    .configs(Map.of("message.timestamp.before.max.ms", "3600000"))))
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

    /** Kafka takes no record from more than an hour ahead, and a simulated city may be years ahead. */
    @Test
    void anEventFromTheFutureIsWrittenAndItsHeaderTellsItsTime() throws Exception {
        Instant future = Instant.parse("2100-01-01T00:00:00Z");
        StreamExecutionEnvironment flink = flink();
        flink.fromData(future.toEpochMilli())
                .sinkTo(timed(FUTURE))
                .uid("publish")
                .name("publish");
        flink.execute();

        ConsumerRecord<byte[], byte[]> read = readFirst(FUTURE);
        assertThat(read.headers().lastHeader("ce_time").value()).asString(UTF_8).isEqualTo(future.toString());
        assertThat(read.timestamp()).isLessThanOrEqualTo(System.currentTimeMillis());
    }

    @Test
    void anEventThatKafkaNeverTakesDoesNotHoldUpTheOthersOfItsBatch() throws Exception {
        long now = System.currentTimeMillis();
        StreamExecutionEnvironment flink = flink();
        flink.fromData(now, 1_000L, now + 1)
                .sinkTo(timed(STRICT))
                .uid("publish")
                .name("publish")
                .setParallelism(1);
        flink.execute();

        try (var consumer = consumer(STRICT)) {
            List<String> ids = new ArrayList<>();
            while (!ids.contains("e" + (now + 1))) {
                consumer.poll(Duration.ofSeconds(20))
                        .forEach(one -> ids.add(
                                new String(one.headers().lastHeader("ce_id").value(), UTF_8)));
            }
            assertThat(ids.stream().distinct()).containsExactly("e" + now, "e" + (now + 1));
        }
    }

    @Test
    void moreReadersThanPartitionsAreRefusedBeforeTheStart() throws Exception {
        KafkaConnection there = KafkaConnection.of(kafka.servers());
        LogCheck.requirePartitions(there, TOPICS.inbound(), 2);
        assertThatThrownBy(() -> LogCheck.requirePartitions(there, TOPICS.inbound(), 3))
                .hasMessageContainingAll("parallelism: 3", "ends.inbound has 2 partitions", "at most 2");
        assertThatThrownBy(() -> LogCheck.requirePartitions(there, "nowhere", 1))
                .hasMessageContainingAll("lacks the topic nowhere", "deploy/kafka-topics");
    }

    private static KafkaEventSink<Long> timed(String topic) {
        return KafkaEventSink.<Long>builder()
                .servers(kafka.servers())
                .topic(topic)
                .endTimeout(Duration.ofSeconds(30))
                .encoder(millis -> new KafkaEvent(
                        "one".getBytes(UTF_8), "{}".getBytes(UTF_8), "e" + millis, "/test", "time", millis, "one"))
                .build();
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
        try (var consumer = consumer(topic)) {
            return consumer.poll(Duration.ofSeconds(20)).iterator().next();
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String topic) {
        var consumer = new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(new TopicPartition(topic, 0)));
        consumer.seekToBeginning(consumer.assignment());
        return consumer;
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
