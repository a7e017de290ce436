package io.citybrain.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.session.FeedStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One reader, one session, a broker in memory. The test polls, as the task would. */
final class SourceReaderTest {
    private final FakeBroker broker = new FakeBroker();
    private final RecordingOutput<String> output = new RecordingOutput<>();
    private SourceReader<String, MqttSplit> reader;

    @AfterEach
    void close() throws Exception {
        if (reader != null) {
            reader.close();
        }
    }

    @Test
    void aFeedIsLostUntilItsFenceComesBack() throws Exception {
        start(MqttSplit.fresh("main"));
        broker.send(1, "a");
        poll("LOST", "a");
        broker.returnFence();
        poll("LOST", "a", "CAUGHT_UP");
        assertThat(broker.acknowledged).as("a fence is acknowledged at once").containsExactly(60_000);
    }

    @Test
    void aMessageIsAcknowledgedWhenACheckpointHoldsIt() throws Exception {
        start(MqttSplit.fresh("main"));
        broker.send(1, "a");
        broker.send(2, "b");
        poll("LOST", "a", "b");
        reader.snapshotState(5);
        broker.send(3, "c");
        poll("LOST", "a", "b", "c");
        reader.notifyCheckpointComplete(5);
        assertThat(broker.acknowledged).containsExactly(1, 2);
    }

    @Test
    void afterARestoreARepeatIsAcknowledgedAndNotEmitted() throws Exception {
        start(MqttSplit.fresh("main"));
        broker.send(1, "a");
        poll("LOST", "a");
        List<MqttSplit> state = reader.snapshotState(1);
        reader.close();
        output.records.clear();

        broker.sessionPresent = true;
        start(state.get(0));
        broker.send(1, "a");
        broker.send(2, "b");
        poll("LOST", "b");
        assertThat(broker.acknowledged).containsExactly(1);
    }

    @Test
    void aReconnectDoesNotEmitTwiceAndStillAcknowledges() throws Exception {
        start(MqttSplit.fresh("main"));
        broker.send(1, "a");
        poll("LOST", "a");
        reconnect(true);
        broker.send(1, "a");
        broker.send(2, "b");
        poll("LOST", "a", "b");
        reader.snapshotState(1);
        reader.notifyCheckpointComplete(1);
        assertThat(broker.acknowledged).containsExactly(1, 2);
    }

    @Test
    void whileTheLineIsCutACheckpointAcknowledgesNothing() throws Exception {
        start(MqttSplit.fresh("main"));
        broker.send(1, "a");
        broker.returnFence();
        poll("LOST", "a", "CAUGHT_UP");
        reader.snapshotState(1);
        broker.down = true;
        broker.cut();
        poll("LOST", "a", "CAUGHT_UP", "LOST");
        broker.acknowledged.clear();
        reader.notifyCheckpointComplete(1);
        assertThat(broker.acknowledged).isEmpty();
    }

    @Test
    void aForgottenSessionIsToldOnceItWasKnown() throws Exception {
        start(new MqttSplit("main", List.of("n/#"), true, 3, List.of()));
        poll("LOST", "SESSION_LOST");
        broker.returnFence();
        poll("LOST", "SESSION_LOST", "CAUGHT_UP");
    }

    @Test
    void aPoisonMessageIsCountedAndAcknowledged() throws Exception {
        start(MqttSplit.fresh("main"));
        broker.send(1, "poison");
        broker.send(2, "b");
        poll("LOST", "b");
        reader.snapshotState(1);
        reader.notifyCheckpointComplete(1);
        assertThat(broker.acknowledged).containsExactly(1, 2);
    }

    @Test
    void qualityOfServiceZeroIsEmittedAndNeverAcknowledged() throws Exception {
        start(MqttSplit.fresh("main"));
        broker.send(0, "a");
        poll("LOST", "a");
        reader.snapshotState(1);
        reader.notifyCheckpointComplete(1);
        assertThat(broker.acknowledged).isEmpty();
    }

    @Test
    void retainedMessagesAreReadBackOnceAfterCatchUp() throws Exception {
        start(MqttSplit.fresh("main"), List.of("own/#"));
        broker.returnFence();
        poll("LOST", "CAUGHT_UP");
        await().until(() -> broker.subscribed.contains("own/# ALWAYS") && broker.fences.size() == 2);
        broker.send(1, "own/1", "kept", true);
        broker.send(2, "own/2", "live", false);
        broker.returnFence();
        poll("LOST", "CAUGHT_UP", "kept");
        await().until(() -> broker.unsubscribed.contains("own/#"));
        assertThat(broker.acknowledged).contains(2);
    }

    @Test
    void filtersThatTheSettingsNoLongerNameAreUnsubscribed() throws Exception {
        broker.sessionPresent = true;
        start(new MqttSplit("main", List.of("n/#", "old/#"), true, 3, List.of()));
        await().until(() -> broker.unsubscribed.contains("old/#"));
        assertThat(broker.subscribed).contains("n/# IF_NEW");
    }

    @Test
    void aReaderWithoutSessionsIsIdle() throws Exception {
        reader = source(List.of()).createReader(new FakeReaderContext());
        reader.notifyNoMoreSplits();
        assertThat(reader.isAvailable()).isDone();
        reader.pollNext(output);
        assertThat(output.idle).isTrue();
        assertThat(reader.isAvailable()).isNotDone();
    }

    @Test
    void tooManyUnacknowledgedDropTheConnectionAndNoMessage() throws Exception {
        start(MqttSplit.fresh("main"));
        for (int id = 1; id <= 21; id++) {
            broker.send(id, "m" + id);
        }
        pollAll(22);
        assertThat(output.records).hasSize(21).doesNotContain("m21");
        reader.snapshotState(1);
        broker.sessionPresent = true;
        reader.notifyCheckpointComplete(1);
        await().until(() -> broker.fences.size() == 2);
        broker.send(20, "m20");
        broker.send(21, "m21");
        pollAll(5);
        assertThat(output.records).hasSize(22).contains("m21");
        assertThat(broker.acknowledged)
                .as("m20 came again and is acknowledged again")
                .endsWith(20);
    }

    @Test
    void allMistakesInTheSettingsAreToldTogether() {
        assertThatThrownBy(() -> MqttSource.<String>builder()
                        .receiveMaximum(40_000)
                        .maxUnacknowledged(10)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("connection is missing")
                .hasMessageContaining("deserializer is missing")
                .hasMessageContaining("no session")
                .hasMessageContaining("receiveMaximum must be 1 to 32767, was 40000");
    }

    private void reconnect(boolean present) {
        broker.sessionPresent = present;
        int before = broker.fences.size();
        broker.cut();
        await().until(() -> broker.fences.size() > before);
    }

    private void start(MqttSplit split) throws Exception {
        start(split, List.of());
    }

    private void start(MqttSplit split, List<String> afterCatchUp) throws Exception {
        broker.fences.clear();
        reader = source(afterCatchUp).createReader(new FakeReaderContext());
        reader.start();
        reader.addSplits(List.of(split));
        reader.notifyNoMoreSplits();
        await().until(() -> !broker.fences.isEmpty());
    }

    private MqttSource<String> source(List<String> afterCatchUp) {
        return MqttSource.<String>builder()
                .connector(broker)
                .session("main", List.of("n/#"))
                .afterCatchUp(afterCatchUp)
                .receiveMaximum(20)
                .maxUnacknowledged(20)
                .deserializer(new Texts())
                .build();
    }

    /** Polls until the output is as expected, so also shows what is not emitted. */
    private void poll(String... expected) throws Exception {
        pollAll(5);
        await().untilAsserted(() -> {
            reader.pollNext(output);
            assertThat(output.records).containsExactly(expected);
        });
        pollAll(5);
        assertThat(new ArrayList<>(output.records)).containsExactly(expected);
    }

    private void pollAll(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            reader.pollNext(output);
        }
    }

    /** The payload as text; the text "poison" throws. */
    static final class Texts implements MqttDeserializer<String> {
        @Override
        public void deserialize(MqttMessage message, Collector<String> out) {
            String text = new String(message.payload(), StandardCharsets.UTF_8);
            if (text.equals("poison")) {
                throw new IllegalArgumentException("on purpose");
            }
            out.collect(text);
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
