package io.citybrain.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.session.FeedStatus;
import io.citybrain.mqtt.testing.EmbeddedArtemis;
import io.citybrain.mqtt.testing.MosquittoServer;
import io.citybrain.mqtt.testing.NumberedMessages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole source in a running job, against a real broker. */
final class MqttSourceClusterTest {
    /** What the job's state says; the newest count of each number survives failures as the state does. */
    private static final int[] COUNTS = new int[20_000];

    private static final AtomicInteger CAUGHT_UP = new AtomicInteger();
    private static final AtomicInteger FAILURES = new AtomicInteger();

    @TempDir
    Path folder;

    @BeforeEach
    void reset() {
        Arrays.fill(COUNTS, 0);
        CAUGHT_UP.set(0);
        FAILURES.set(0);
    }

    @Test
    void onArtemisWhichNumbersRepeatsAnewTheCountIsTheSame() throws Exception {
        try (EmbeddedArtemis broker = EmbeddedArtemis.start(folder);
                MqttPublisher publisher = MqttPublisher.open(broker.connection(), PublisherOptions.of("writer"))) {
            JobClient job = job(broker.connection(), source -> source.matchRepeatsByContent(true))
                    .executeAsync("count");
            await().atMost(Duration.ofSeconds(60)).until(() -> CAUGHT_UP.get() > 0);
            NumberedMessages.publish(publisher, "n/1", 0, 12_000);
            await().atMost(Duration.ofSeconds(60)).until(() -> FAILURES.get() == 2);
            broker.kill();
            broker.startAgain();
            NumberedMessages.publish(publisher, "n/1", 12_000, 20_000);
            assertThat(publisher.flush(Duration.ofSeconds(60))).isTrue();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(missing()).isZero());
            job.cancel().get();
        }
    }

    @Test
    void twoJobFailuresAndABrokerRestartLoseNothingAndCountNothingTwice() throws Exception {
        try (MosquittoServer broker = MosquittoServer.start(folder);
                MqttPublisher publisher = MqttPublisher.open(broker.connection(), PublisherOptions.of("writer"))) {
            JobClient job = job(broker.connection(), source -> source).executeAsync("count");
            await().atMost(Duration.ofSeconds(30)).until(() -> CAUGHT_UP.get() > 0);
            NumberedMessages.publish(publisher, "n/1", 0, 12_000);
            await().atMost(Duration.ofSeconds(60)).until(() -> FAILURES.get() == 2);
            broker.stop();
            broker.startAgain();
            NumberedMessages.publish(publisher, "n/1", 12_000, 20_000);
            assertThat(publisher.flush(Duration.ofSeconds(30))).isTrue();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(missing()).isZero());
            await().during(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(COUNTS).containsOnly(1));
            job.cancel().get();
        }
    }

    private static int missing() {
        int missing = 0;
        synchronized (COUNTS) {
            for (int count : COUNTS) {
                missing += count == 0 ? 1 : 0;
            }
        }
        return missing;
    }

    private static StreamExecutionEnvironment job(
            MqttConnection broker, UnaryOperator<MqttSource.Builder<Integer>> more) {
        Configuration config = new Configuration();
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
        config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.setParallelism(2);
        env.enableCheckpointing(200);
        MqttSource.Builder<Integer> source = MqttSource.<Integer>builder()
                .connection(broker)
                .clientIdPrefix("count")
                .session("numbers", List.of("n/#"))
                .deserializer(new Numbers());
        env.fromSource(more.apply(source).build(), WatermarkStrategy.noWatermarks(), "read-numbers")
                .map(new FailTwice())
                .keyBy(number -> "all")
                .process(new Count())
                .sinkTo(new org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink<>());
        return env;
    }

    /** Payload to number. */
    static final class Numbers implements MqttDeserializer<Integer> {
        @Override
        public void deserialize(MqttMessage message, Collector<Integer> out) {
            out.collect(NumberedMessages.number(message.payload()));
        }

        @Override
        public void onFeed(FeedStatus status, Collector<Integer> out) {
            if (status.state() == FeedStatus.State.CAUGHT_UP) {
                CAUGHT_UP.incrementAndGet();
            }
        }

        @Override
        public TypeInformation<Integer> getProducedType() {
            return Types.INT;
        }
    }

    /** Fails at the 4,000th and the 8,000th number. */
    static final class FailTwice implements org.apache.flink.api.common.functions.MapFunction<Integer, Integer> {
        @Override
        public Integer map(Integer number) {
            boolean fails = (number == 4_000 && FAILURES.compareAndSet(0, 1))
                    || (number == 8_000 && FAILURES.compareAndSet(1, 2));
            if (fails) {
                throw new IllegalStateException("on purpose, at " + number);
            }
            return number;
        }
    }

    /** Counts each number in checkpointed state and shows the counts outside. */
    static final class Count extends KeyedProcessFunction<String, Integer, Integer> {
        private transient ValueState<int[]> counts;

        @Override
        public void open(org.apache.flink.api.common.functions.OpenContext context) {
            counts =
                    getRuntimeContext().getState(new ValueStateDescriptor<>("counts", TypeInformation.of(int[].class)));
        }

        @Override
        public void processElement(Integer number, Context context, Collector<Integer> out) throws Exception {
            int[] all = counts.value() == null ? new int[COUNTS.length] : counts.value();
            all[number]++;
            counts.update(all);
            synchronized (COUNTS) {
                System.arraycopy(all, 0, COUNTS, 0, all.length);
            }
        }
    }
}
