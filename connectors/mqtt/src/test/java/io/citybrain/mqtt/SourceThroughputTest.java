package io.citybrain.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.MqttSubscriber;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.client.SessionOptions;
import io.citybrain.mqtt.session.FeedStatus;
import io.citybrain.mqtt.testing.MosquittoServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One publisher, 200-byte payloads, broker and job on the same machine. Figures go to the console. */
@Tag("long")
final class SourceThroughputTest {
    private static final int MESSAGES = 100_000;
    private static final AtomicInteger RECEIVED = new AtomicInteger();
    private static final AtomicInteger CAUGHT_UP = new AtomicInteger();

    @TempDir
    Path folder;

    @Test
    void theJobKeepsUpWithAPlainSubscriber() throws Exception {
        try (MosquittoServer broker = MosquittoServer.start(folder)) {
            double plain;
            try (MqttSubscriber subscriber = MqttSubscriber.open(
                    broker.connection(),
                    SessionOptions.transientSession("plain"),
                    List.of("n/#"),
                    message -> RECEIVED.incrementAndGet())) {
                assertThat(subscriber.awaitSubscribed(10_000)).isTrue();
                plain = measure(broker.connection());
            }
            JobClient job = job(broker.connection()).executeAsync("read");
            await().atMost(Duration.ofSeconds(30)).until(() -> CAUGHT_UP.get() > 0);
            double source = measure(broker.connection());
            job.cancel().get();
            System.out.printf("plain subscriber %.0f messages/s, source %.0f messages/s%n", plain, source);
            assertThat(source).isGreaterThan(plain / 3);
        }
    }

    private static double measure(MqttConnection connection) throws InterruptedException {
        RECEIVED.set(0);
        byte[] payload = new byte[200];
        try (MqttPublisher publisher = MqttPublisher.open(connection, PublisherOptions.of("writer"))) {
            await().until(publisher::isConnected);
            long start = System.nanoTime();
            for (int i = 0; i < MESSAGES; i++) {
                publisher.publish(MqttPublication.of("n/1", payload), verdict -> {});
            }
            await().pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofSeconds(100))
                    .until(() -> RECEIVED.get() == MESSAGES);
            return MESSAGES * 1e9 / (System.nanoTime() - start);
        }
    }

    private static StreamExecutionEnvironment job(MqttConnection connection) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        env.enableCheckpointing(200);
        MqttSource<Integer> source = MqttSource.<Integer>builder()
                .connection(connection)
                .session("numbers", List.of("n/#"))
                .deserializer(new Lengths())
                .build();
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "read-lengths").sinkTo(new DiscardingSink<>());
        return env;
    }

    /** Payload to its length. */
    static final class Lengths implements MqttDeserializer<Integer> {
        @Override
        public void deserialize(MqttMessage message, Collector<Integer> out) {
            RECEIVED.incrementAndGet();
            out.collect(message.payload().length);
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
}
