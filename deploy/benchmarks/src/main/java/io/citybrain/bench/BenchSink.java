package io.citybrain.bench;

import java.io.Serializable;
import java.util.function.Supplier;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** An end of a measured job: does with each value what the real end does in the task's thread, and sends nothing. */
record BenchSink<T>(Factory<T> factory) implements Sink<T> {
    private static final long serialVersionUID = 1;

    /** Makes what takes the values, once it runs. */
    interface Factory<T> extends Supplier<End<T>>, Serializable {}

    /** Takes the values. */
    interface End<T> {
        void take(T value);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new Writer<>(factory.get());
    }

    private record Writer<T>(End<T> end) implements SinkWriter<T> {
        @Override
        public void write(T value, Context context) {
            end.take(value);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
    }
}
