package io.citybrain.bench;

import io.citybrain.jobs.sensing.Inbound;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Reads what lies on a {@link Belt}: one reader, no splits, one message a poll as the real source does. */
final class BeltSource implements Source<Inbound, BeltSource.NoSplit, Integer> {
    private static final long serialVersionUID = 1;

    private final String belt;

    /** There is nothing to divide. */
    record NoSplit() implements SourceSplit {
        @Override
        public String splitId() {
            return "belt";
        }
    }

    BeltSource(String belt) {
        this.belt = belt;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<Inbound, NoSplit> createReader(SourceReaderContext context) {
        return new Reader(Belt.of(belt));
    }

    @Override
    public SplitEnumerator<NoSplit, Integer> createEnumerator(SplitEnumeratorContext<NoSplit> context) {
        return new Enumerator();
    }

    @Override
    public SplitEnumerator<NoSplit, Integer> restoreEnumerator(
            SplitEnumeratorContext<NoSplit> context, Integer checkpoint) {
        return new Enumerator();
    }

    @Override
    public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
        return new Nothing<>(new NoSplit());
    }

    @Override
    public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
        return new Nothing<>(0);
    }

    private record Reader(Belt belt) implements SourceReader<Inbound, NoSplit> {
        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<Inbound> output) {
            Inbound message = belt.poll();
            if (message == null) {
                return belt.isEnded() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
            }
            output.collect(message);
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public List<NoSplit> snapshotState(long checkpointId) {
            return List.of();
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return belt.available();
        }

        @Override
        public void addSplits(List<NoSplit> splits) {}

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }

    private record Enumerator() implements SplitEnumerator<NoSplit, Integer> {
        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtask, String host) {}

        @Override
        public void addSplitsBack(List<NoSplit> splits, int subtask) {}

        @Override
        public void addReader(int subtask) {}

        @Override
        public Integer snapshotState(long checkpointId) {
            return 0;
        }

        @Override
        public void close() {}
    }

    private record Nothing<T>(T value) implements SimpleVersionedSerializer<T> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(T any) {
            return new byte[0];
        }

        @Override
        public T deserialize(int version, byte[] bytes) {
            return value;
        }
    }
}
