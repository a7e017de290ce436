package io.citybrain.mqtt;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Keeps what a reader emits. */
final class RecordingOutput<T> implements ReaderOutput<T> {
    final List<T> records = new ArrayList<>();
    boolean idle;

    @Override
    public void collect(T value) {
        records.add(value);
    }

    @Override
    public void collect(T value, long timestamp) {
        records.add(value);
    }

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {
        idle = true;
    }

    @Override
    public void markActive() {
        idle = false;
    }

    @Override
    public SourceOutput<T> createOutputForSplit(String splitId) {
        return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {}
}
