package io.citybrain.influxdb;

import io.citybrain.influxdb.client.LineBatch;
import io.citybrain.influxdb.client.LineBuilder;
import io.citybrain.influxdb.client.LineDelivery;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;

/**
 * Encodes values into the open batch and hands full batches to the delivery. All of it runs on the task's thread and
 * none of it waits for the store: a checkpoint closes the open batch and keeps what is not confirmed.
 */
final class InfluxWriter<T> implements StatefulSinkWriter<T, InfluxWriterState> {
    private final LineEncoder<T> encoder;
    private final BatchLimits limits;
    private final ProcessingTimeService clock;
    private final InfluxWriterMetrics metrics;
    private final LineDelivery delivery;
    private final LineBuilder open;
    private ScheduledFuture<?> timer; // null while the open batch is empty

    /**
     * When the open batch is handed over.
     *
     * @param lines at so many lines
     * @param bytes or at so many bytes
     * @param delayMillis or so long after its first line
     * @param drain how long the end of the input waits for the last confirmation
     */
    record BatchLimits(int lines, int bytes, long delayMillis, Duration drain) implements Serializable {
        private static final long serialVersionUID = 1;
    }

    /** What a writer works with. */
    record Parts(ProcessingTimeService clock, InfluxWriterMetrics metrics, LineDelivery delivery) {}

    InfluxWriter(LineEncoder<T> encoder, LineBuilder open, BatchLimits limits, Parts parts) {
        this.encoder = encoder;
        this.open = open;
        this.limits = limits;
        this.clock = parts.clock();
        this.metrics = parts.metrics();
        this.delivery = parts.delivery();
    }

    /** Takes back what a checkpoint kept, then begins to deliver. */
    void start(Collection<InfluxWriterState> restored) {
        for (InfluxWriterState state : restored) {
            state.unconfirmed().forEach(delivery::add);
        }
        metrics.watch(delivery);
        delivery.start();
    }

    @Override
    public void write(T value, Context context) {
        try {
            encoder.encode(value, open);
            open.abandon(); // a point that was begun and not ended is no point
        } catch (RuntimeException e) {
            open.abandon();
            metrics.refused();
            delivery.refuse("could not be encoded: " + e.getMessage(), String.valueOf(value));
        }
        if (open.lines() >= limits.lines() || open.bytes() >= limits.bytes()) {
            handOver();
        } else if (timer == null && open.lines() > 0) {
            timer = clock.registerTimer(clock.getCurrentProcessingTime() + limits.delayMillis(), time -> {
                timer = null;
                handOver();
            });
        }
    }

    private void handOver() {
        if (open.lines() > 0) {
            LineBatch batch = open.take();
            delivery.add(batch);
        }
    }

    /** Before a checkpoint it only closes the open batch; at the end of the input it waits for the store. */
    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        handOver();
        if (endOfInput && !delivery.awaitConfirmed(limits.drain())) {
            throw new IOException("the input has ended, but the store did not confirm all lines within "
                    + limits.drain() + ": " + delivery.counts() + ". Bring the store back; the job will try again");
        }
    }

    @Override
    public List<InfluxWriterState> snapshotState(long checkpointId) throws IOException {
        handOver();
        List<LineBatch> unconfirmed = delivery.unconfirmed();
        // One element for all: their order must survive, and a list state of several is dealt out when a job is
        // rescaled.
        return unconfirmed.isEmpty() ? List.of() : List.of(new InfluxWriterState(unconfirmed));
    }

    @Override
    public void close() throws IOException {
        delivery.close();
    }
}
