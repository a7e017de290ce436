package io.citybrain.influxdb;

import io.citybrain.influxdb.InfluxWriter.BatchLimits;
import io.citybrain.influxdb.InfluxWriter.Parts;
import io.citybrain.influxdb.client.DeliverySettings;
import io.citybrain.influxdb.client.LineBuilder;
import io.citybrain.influxdb.client.LineDelivery;
import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.influxdb.client.StoreSchema;
import io.citybrain.influxdb.client.TableSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes a stream to InfluxDB or QuestDB. What a checkpoint covers is confirmed by the store, on the local disk or in the
 * state; written again after a restart it lands on the same points. So: at-least-once delivery, exactly-once content, as
 * long as the encoder is deterministic.
 *
 * <p>A dead store stops nothing: lines wait in memory (and in the state), then on disk, and follow in order when the store
 * is back. The spool folder belongs to the machine. When a writer moves to another machine, its files stay behind and are
 * written with {@code io.citybrain.influxdb.client.SpoolReplay}.
 *
 * <p>Order holds per writer: key the stream before the sink if the same point may be written twice with different
 * values. When a job is restored with another parallelism, old lines of a key may be written by another writer than its
 * new ones; only then may an older value win, until the point is written again.
 *
 * @param <T> what the stream carries
 */
public final class InfluxSink<T> implements Sink<T>, SupportsWriterState<T, InfluxWriterState> {
    private static final long serialVersionUID = 1;

    private final StoreAddress address;
    private final StoreSchema schema;
    private final LineEncoder<T> encoder;
    private final BatchLimits limits;
    private final long bufferBytes;
    private final String spoolDirectory;
    private final long spoolBytes;
    private final String deadLetterDirectory;
    private final long deadLetterBytes;

    private InfluxSink(Builder<T> builder) {
        address = Objects.requireNonNull(builder.address, "store address is missing: call address(...)");
        encoder = Objects.requireNonNull(builder.encoder, "encoder is missing: call encoder(...)");
        schema = new StoreSchema(builder.tables, builder.retentionDays);
        limits =
                new BatchLimits(builder.batchLines, builder.batchBytes, builder.batchDelayMillis, builder.drainTimeout);
        bufferBytes = builder.bufferBytes;
        spoolDirectory = builder.spoolDirectory;
        spoolBytes = builder.spoolBytes;
        deadLetterDirectory = builder.deadLetterDirectory;
        deadLetterBytes = builder.deadLetterBytes;
        settingsOf(0); // checks them here, not on a machine of the cluster
    }

    /** Begins a sink. */
    public static <T> Builder<T> builder() {
        return new Builder<>();
    }

    @Override
    public StatefulSinkWriter<T, InfluxWriterState> createWriter(WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<T, InfluxWriterState> restoreWriter(
            WriterInitContext context, Collection<InfluxWriterState> restored) throws IOException {
        int subtask = context.getTaskInfo().getIndexOfThisSubtask();
        int writers = context.getTaskInfo().getNumberOfParallelSubtasks();
        InfluxWriterMetrics metrics = new InfluxWriterMetrics(context.metricGroup());
        LineDelivery delivery =
                LineDelivery.open(nameOf(subtask), address, schema, settingsOf(subtask), metrics::written);
        try {
            SpoolFolders.adoptAbandoned(delivery, Path.of(spoolDirectory), subtask, writers);
            Parts parts = new Parts(context.getProcessingTimeService(), metrics, delivery);
            InfluxWriter<T> writer = new InfluxWriter<>(encoder, new LineBuilder(address.flavour()), limits, parts);
            writer.start(restored);
            return writer;
        } catch (IOException | RuntimeException e) {
            delivery.close();
            throw e;
        }
    }

    @Override
    public SimpleVersionedSerializer<InfluxWriterState> getWriterStateSerializer() {
        return new InfluxWriterStateSerializer();
    }

    private static String nameOf(int subtask) {
        return SpoolFolders.PREFIX + subtask;
    }

    private DeliverySettings settingsOf(int subtask) {
        return new DeliverySettings(
                bufferBytes,
                spoolDirectory == null ? null : Path.of(spoolDirectory, nameOf(subtask)),
                spoolBytes,
                deadLetterDirectory == null ? null : Path.of(deadLetterDirectory),
                deadLetterBytes);
    }

    /** Collects the settings of a sink; only the first four have no default. */
    public static final class Builder<T> {
        private StoreAddress address;
        private LineEncoder<T> encoder;
        private String spoolDirectory;
        private String deadLetterDirectory;
        private List<TableSchema> tables = new ArrayList<>();
        private int retentionDays;
        private int batchLines = 5_000;
        private int batchBytes = 1 << 20;
        private long batchDelayMillis = 200;
        private long bufferBytes = DeliverySettings.DEFAULT_BUFFER_BYTES;
        private long spoolBytes = DeliverySettings.DEFAULT_SPOOL_BYTES;
        private long deadLetterBytes = DeliverySettings.DEFAULT_DEAD_LETTER_BYTES;
        private Duration drainTimeout = Duration.ofSeconds(60);

        private Builder() {}

        /** Where the store is. */
        public Builder<T> address(StoreAddress address) {
            this.address = address;
            return this;
        }

        /** How a value becomes points. */
        public Builder<T> encoder(LineEncoder<T> encoder) {
            this.encoder = encoder;
            return this;
        }

        /** A local folder of this sink alone; each writer has a folder in it. */
        public Builder<T> spoolDirectory(String directory) {
            this.spoolDirectory = directory;
            return this;
        }

        /** A folder of this sink alone for lines that the store refuses for ever; one file per writer, line protocol with comments. */
        public Builder<T> deadLetterDirectory(String directory) {
            this.deadLetterDirectory = directory;
            return this;
        }

        /** The tables to make before the first write; required for QuestDB, or points would double. */
        public Builder<T> tables(List<TableSchema> tables) {
            this.tables = List.copyOf(tables);
            return this;
        }

        /** How long the store keeps points, days; 0, the default, leaves the store as it is. */
        public Builder<T> retentionDays(int days) {
            this.retentionDays = days;
            return this;
        }

        /** A batch is closed at so many lines; default 5,000. */
        public Builder<T> batchLines(int lines) {
            this.batchLines = requirePositive("batchLines", lines, 1_000_000);
            return this;
        }

        /** A batch is closed at so many bytes; default 1 MiB, at most 16 MiB (InfluxDB 1.x takes 25 MB). */
        public Builder<T> batchBytes(int bytes) {
            this.batchBytes = requirePositive("batchBytes", bytes, 16 << 20);
            return this;
        }

        /** A batch is closed so long after its first line; default 200 ms, at most one minute. */
        public Builder<T> batchDelayMillis(int millis) {
            this.batchDelayMillis = requirePositive("batchDelayMillis", millis, 60_000);
            return this;
        }

        /**
         * What each writer may keep in memory and state; default 64 MiB, at most 1 GiB. While the store is away each
         * checkpoint writes this much, so with a checkpoint every second a few MiB are kinder: the disk takes the rest.
         */
        public Builder<T> bufferBytes(int bytes) {
            this.bufferBytes = requirePositive("bufferBytes", bytes, 1 << 30);
            return this;
        }

        /** What each writer may keep on disk; default 4 GiB. Beyond it the oldest is given up and counted as lost. */
        public Builder<T> spoolBytes(long bytes) {
            this.spoolBytes = bytes;
            return this;
        }

        /** What each writer keeps of refused lines; default 256 MiB. Beyond it they are counted and logged only. */
        public Builder<T> deadLetterBytes(long bytes) {
            this.deadLetterBytes = bytes;
            return this;
        }

        /** How long the end of a bounded input waits for the store; default 60 s, then the job fails. */
        public Builder<T> drainTimeout(Duration timeout) {
            this.drainTimeout = timeout;
            return this;
        }

        /** Builds the sink. @throws IllegalArgumentException or NullPointerException naming a setting and its remedy */
        public InfluxSink<T> build() {
            return new InfluxSink<>(this);
        }

        private static int requirePositive(String name, int value, int most) {
            if (value < 1 || value > most) {
                throw new IllegalArgumentException(name + " is " + value + ": it must be 1 to " + most);
            }
            return value;
        }
    }
}
