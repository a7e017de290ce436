package io.citybrain.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.PublisherOptions;
import io.citybrain.mqtt.session.FeedStatus;
import io.citybrain.mqtt.testing.EmbeddedArtemis;
import io.citybrain.mqtt.testing.MosquittoServer;
import io.citybrain.mqtt.testing.NumberedMessages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One reader against a real broker, in the cases that a city has and a demo has not. The test is the task. */
final class MqttSourceOddCasesTest {
    private static final AtomicInteger LONGEST = new AtomicInteger();

    private final RecordingOutput<String> output = new RecordingOutput<>();
    private long checkpoint;

    @TempDir
    Path folder;

    @Test
    void aBrokerThatStartsLaterIsFound() throws Exception {
        MosquittoServer broker =
                MosquittoServer.prepare(folder, List.of("allow_anonymous true"), MosquittoServer.SETTINGS, "tcp");
        try (broker;
                MqttSourceReader<String> reader = start(broker, 100, MqttSplit.fresh("main"))) {
            poll(reader, 1);
            assertThat(output.records).containsExactly("LOST");
            broker.startAgain();
            poll(reader, 2);
            assertThat(output.records).containsExactly("LOST", "CAUGHT_UP");
        }
    }

    @Test
    void aPayloadOfEightMebibytesComesThrough() throws Exception {
        try (MosquittoServer broker = MosquittoServer.start(folder);
                MqttSourceReader<String> reader = start(broker, 100, MqttSplit.fresh("main"));
                MqttPublisher publisher = MqttPublisher.open(broker.connection(), PublisherOptions.of("writer"))) {
            poll(reader, 2);
            publisher.publish(MqttPublication.of("n/1", new byte[8 << 20]), verdict -> {});
            poll(reader, 3);
            assertThat(LONGEST.get()).isEqualTo(8 << 20);
        }
    }

    /** Mosquitto sends the backlog without regard to the window; the cap ends the connection, not the message. */
    @Test
    void aBacklogAboveTheCapIsReadInPortionsAndNothingTwice() throws Exception {
        try (MosquittoServer broker = MosquittoServer.start(folder)) {
            MqttSplit left;
            try (MqttSourceReader<String> reader = start(broker, 100, MqttSplit.fresh("main"))) {
                poll(reader, 2);
                left = reader.snapshotState(++checkpoint).get(0);
            }
            try (MqttPublisher publisher = MqttPublisher.open(broker.connection(), PublisherOptions.of("writer"))) {
                NumberedMessages.publish(publisher, "n/1", 0, 2_000);
                assertThat(publisher.flush(Duration.ofSeconds(20))).isTrue();
            }
            output.records.clear();
            try (MqttSourceReader<String> reader = start(broker, 100, left)) {
                await().atMost(Duration.ofSeconds(60)).until(() -> {
                    poll(reader, 0);
                    completeCheckpoint(reader);
                    return numbers().size() >= 2_000 && output.records.contains("CAUGHT_UP");
                });
            }
            assertThat(numbers()).isEqualTo(NumberedMessages.range(0, 2_000));
        }
    }

    @Test
    void onArtemisAFenceInsideTheOnlyFilterComesBehindTheWholeBacklog() throws Exception {
        try (EmbeddedArtemis broker = EmbeddedArtemis.start(folder)) {
            MqttSplit left;
            try (MqttSourceReader<String> reader = start(broker.connection(), "#", MqttSplit.fresh("main"))) {
                poll(reader, 2);
                left = reader.snapshotState(++checkpoint).get(0);
            }
            try (MqttPublisher publisher = MqttPublisher.open(broker.connection(), PublisherOptions.of("writer"))) {
                for (int i = 0; i < 3_000; i += 3) {
                    NumberedMessages.publish(publisher, "n/" + i % 5, i, i + 3);
                }
                assertThat(publisher.flush(Duration.ofSeconds(20))).isTrue();
            }
            output.records.clear();
            try (MqttSourceReader<String> reader = start(broker.connection(), "#", left)) {
                await().atMost(Duration.ofSeconds(60)).until(() -> {
                    poll(reader, 0);
                    completeCheckpoint(reader);
                    return output.records.contains("CAUGHT_UP");
                });
            }
            assertThat(output.records.indexOf("CAUGHT_UP")).isEqualTo(1 + 3_000);
            assertThat(numbers()).isEqualTo(NumberedMessages.range(0, 3_000));
        }
    }

    private List<Integer> numbers() {
        return output.records.stream()
                .filter(text -> Character.isDigit(text.charAt(0)))
                .map(Integer::parseInt)
                .toList();
    }

    private void completeCheckpoint(MqttSourceReader<String> reader) throws Exception {
        reader.snapshotState(++checkpoint);
        reader.notifyCheckpointComplete(checkpoint);
    }

    /** Polls until so many records are out; with 0, as long as there is something. */
    private void poll(MqttSourceReader<String> reader, int records) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            while (reader.isAvailable().isDone()) {
                reader.pollNext(output);
            }
            return output.records.size() >= records;
        });
    }

    private static MqttSourceReader<String> start(MqttConnection broker, String filter, MqttSplit split) {
        return start(MqttSource.<String>builder().connection(broker).session("main", List.of(filter)), split);
    }

    private static MqttSourceReader<String> start(MosquittoServer broker, int window, MqttSplit split) {
        return start(
                MqttSource.<String>builder()
                        .connection(broker.connection())
                        .session("main", List.of("n/#"))
                        .receiveMaximum(window)
                        .maxUnacknowledged(5 * window),
                split);
    }

    private static MqttSourceReader<String> start(MqttSource.Builder<String> source, MqttSplit split) {
        MqttSourceReader<String> reader = (MqttSourceReader<String>)
                source.deserializer(new Texts()).build().createReader(new FakeReaderContext());
        reader.start();
        reader.addSplits(List.of(split));
        reader.notifyNoMoreSplits();
        return reader;
    }

    /** Short payloads as text, long ones by their length. */
    static final class Texts implements MqttDeserializer<String> {
        @Override
        public void deserialize(MqttMessage message, Collector<String> out) {
            LONGEST.accumulateAndGet(message.payload().length, Math::max);
            boolean isShort = message.payload().length < 10;
            out.collect(isShort ? "" + NumberedMessages.number(message.payload()) : "long");
        }

        @Override
        public void onFeed(FeedStatus status, Collector<String> out) {
            out.collect(status.state().name());
        }

        @Override
        public TypeInformation<String> getProducedType() {
            return Types.STRING;
        }
    }
}
