package io.citybrain.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citybrain.kafka.testing.KafkaServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sink in a running job while a real Kafka is away and the job fails. */
@Timeout(180)
final class KafkaOutageTest {
    private static final String TOPIC = "numbers";
    private static final int NUMBERS = 5_000;
    private static final AtomicInteger FAILURES = new AtomicInteger();
    private static final AtomicInteger PASSED = new AtomicInteger();
    private static final AtomicLong CHECKPOINTS = new AtomicLong();

    @TempDir
    private Path folder;

    @Test
    void theJobAndItsCheckpointsGoOnWithoutKafkaAndNothingIsLostNorOutOfOrder() throws Exception {
        try (KafkaServer kafka = KafkaServer.start(folder)) {
            try (Admin admin = kafka.admin()) {
                admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                        .all()
                        .get();
            }
            JobClient job = job(kafka).executeAsync("publish");
            await().atMost(Duration.ofSeconds(60)).until(() -> PASSED.get() > 1_000);
            kafka.stop();
            long checkpoints = CHECKPOINTS.get();
            int passed = PASSED.get();
            await("the job works and makes checkpoints")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> PASSED.get() > passed + 1_000 && CHECKPOINTS.get() > checkpoints + 3);
            await().atMost(Duration.ofSeconds(60)).until(() -> FAILURES.get() == 1);
            kafka.startAgain();
            job.getJobExecutionResult().get();

            assertThat(read(kafka).stream().distinct().toList())
                    .isEqualTo(IntStream.range(0, NUMBERS).boxed().toList());
        }
    }

    private static StreamExecutionEnvironment job(KafkaServer kafka) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.createLocalEnvironment(1, settings);
        flink.enableCheckpointing(100);
        KafkaEventSink<Long> sink = KafkaEventSink.<Long>builder()
                .servers(kafka.servers())
                .topic(TOPIC)
                .encoder(number -> new KafkaEvent(
                        "one".getBytes(UTF_8),
                        Long.toString(number).getBytes(UTF_8),
                        "n" + number,
                        "/test",
                        "number",
                        1,
                        "n"))
                .build();
        flink.fromSequence(0, NUMBERS - 1).map(new SlowAndFailing()).sinkTo(sink);
        return flink;
    }

    /** A thousand numbers a second; fails once at the 3,500th. */
    static final class SlowAndFailing implements MapFunction<Long, Long>, CheckpointListener {
        @Override
        public Long map(Long number) {
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            PASSED.incrementAndGet();
            if (number == 3_500 && FAILURES.compareAndSet(0, 1)) {
                throw new IllegalStateException("on purpose, at " + number);
            }
            return number;
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            CHECKPOINTS.incrementAndGet();
        }
    }

    private static List<Integer> read(KafkaServer kafka) {
        List<Integer> read = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.servers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition all = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(all));
            consumer.seekToBeginning(List.of(all));
            long end = consumer.endOffsets(List.of(all)).get(all);
            while (consumer.position(all) < end) {
                consumer.poll(Duration.ofSeconds(1))
                        .forEach(one -> read.add(Integer.valueOf(new String(one.value(), UTF_8))));
            }
        }
        return read;
    }
}
