package io.citybrain.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.mqtt.testing.MosquittoServer;
import io.citybrain.mqtt.testing.NumberedMessages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole sink in a running job, against a real broker. */
final class MqttSinkClusterTest {
    private static final AtomicInteger FAILURES = new AtomicInteger();
    private static final AtomicInteger PASSED = new AtomicInteger();

    @TempDir
    Path folder;

    @Test
    void aBrokerRestartAndAJobFailureLoseNothingAndKeepTheOrder() throws Exception {
        ConcurrentLinkedQueue<Integer> seen = new ConcurrentLinkedQueue<>();
        try (MosquittoServer broker = MosquittoServer.start(folder);
                MqttSubscriber subscriber = MqttSubscriber.open(
                        broker.connection(),
                        SessionOptions.persistentSession("reader", 3_600),
                        List.of("out/#"),
                        message -> seen.add(NumberedMessages.number(message.payload())))) {
            assertThat(subscriber.awaitSubscribed(10_000)).isTrue();
            JobClient job = job(broker).executeAsync("publish");
            await().atMost(Duration.ofSeconds(60)).until(() -> PASSED.get() > 1_000);
            broker.stop();
            // The job goes on while the broker is away: its publications wait in memory and in checkpoints.
            await().atMost(Duration.ofSeconds(60)).until(() -> FAILURES.get() == 1);
            broker.startAgain();
            job.getJobExecutionResult().get();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> seen.stream().distinct().count() == 5_000);
        }
        assertThat(seen.stream().distinct().toList()).isEqualTo(NumberedMessages.range(0, 5_000));
    }

    private static StreamExecutionEnvironment job(MosquittoServer broker) {
        Configuration config = new Configuration();
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
        config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.setParallelism(1);
        env.enableCheckpointing(100);
        MqttSink<Long> sink = MqttSink.<Long>builder()
                .connection(broker.connection())
                .clientIdPrefix("publish")
                .serializer((number, out) ->
                        out.accept(MqttPublication.of("out/1", NumberedMessages.payload(number.intValue()))))
                .build();
        env.fromSequence(0, 4_999).map(new SlowAndFailing()).sinkTo(sink).name("publish-numbers");
        return env;
    }

    /** A thousand numbers a second; fails once at the 3,000th. */
    static final class SlowAndFailing implements org.apache.flink.api.common.functions.MapFunction<Long, Long> {
        @Override
        public Long map(Long number) {
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            PASSED.incrementAndGet();
            if (number == 3_000 && FAILURES.compareAndSet(0, 1)) {
                throw new IllegalStateException("on purpose, at " + number);
            }
            return number;
        }
    }
}
