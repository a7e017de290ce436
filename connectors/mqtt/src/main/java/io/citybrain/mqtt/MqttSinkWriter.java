package io.citybrain.mqtt;

import io.citybrain.mqtt.client.HeldPublication;
import io.citybrain.mqtt.client.MqttPublication;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.Settlement;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/** Hands publications to a publisher; waits in the mailbox when it is full, or drops if it was told to. */
final class MqttSinkWriter<T> implements StatefulSinkWriter<T, UnacceptedPublications> {
    private final MqttPublisher publisher;
    private final MqttSerializer<T> serializer;
    private final MailboxExecutor mailbox;
    private final long endTimeoutMillis;
    private final SinkWriterMetricGroup metrics;
    /** Serialized, and no room in the publisher yet; empty but while a write waits or after a restore. */
    private final ArrayDeque<HeldPublication> overflow = new ArrayDeque<>();

    private final AtomicBoolean waiting = new AtomicBoolean();
    private final Counter dropped;
    private boolean dropWhenFull;

    MqttSinkWriter(
            MqttPublisher publisher,
            MqttSerializer<T> serializer,
            MailboxExecutor mailbox,
            long endTimeoutMillis,
            SinkWriterMetricGroup metrics) {
        this.publisher = publisher;
        this.serializer = serializer;
        this.mailbox = mailbox;
        this.endTimeoutMillis = endTimeoutMillis;
        this.metrics = metrics;
        this.dropped = metrics.counter("dropped");
        metrics.gauge("pendingPublications", (Gauge<Integer>) publisher::pending);
        metrics.gauge("published", (Gauge<Long>) publisher::accepted);
        metrics.gauge("refusedByBroker", (Gauge<Long>) publisher::refused);
        metrics.gauge("expired", (Gauge<Long>) publisher::expired);
        metrics.gauge("deferred", (Gauge<Long>) publisher::deferred);
        metrics.gauge("reconnects", (Gauge<Long>) publisher::reconnects);
    }

    void dropWhenFull() {
        dropWhenFull = true;
    }

    /** What the last run could not deliver goes first. */
    void restore(UnacceptedPublications state) {
        overflow.addAll(state.publications());
        handOver();
    }

    @Override
    public void write(T value, Context context) throws InterruptedException {
        if (dropWhenFull && !handOver()) {
            dropped.inc();
            return;
        }
        serializer.serialize(value, this::take);
        while (!handOver()) {
            if (dropWhenFull) {
                dropped.inc(overflow.size());
                overflow.clear();
                return;
            }
            mailbox.yield();
        }
    }

    /** A checkpoint does not wait for the broker: the state holds what it has not accepted. */
    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        if (!endOfInput) {
            return;
        }
        long deadline = System.nanoTime() + Duration.ofMillis(endTimeoutMillis).toNanos();
        while (!handOver() || !publisher.flush(Duration.ofMillis(100))) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the job ends and the MQTT broker has not accepted "
                        + (publisher.pending() + overflow.size()) + " publications within " + endTimeoutMillis
                        + " ms: is it reachable?");
            }
            mailbox.tryYield();
        }
    }

    @Override
    public List<UnacceptedPublications> snapshotState(long checkpointId) {
        List<HeldPublication> all = new ArrayList<>(publisher.unaccepted());
        all.addAll(overflow);
        return all.isEmpty() ? List.of() : List.of(new UnacceptedPublications(all));
    }

    @Override
    public void close() {
        publisher.close();
    }

    private void take(MqttPublication publication) {
        overflow.add(new HeldPublication(publication, System.currentTimeMillis()));
    }

    /**
     * Gives the publisher what it can take.
     *
     * @return false if something is left; then a mail comes when there is room
     */
    private boolean handOver() {
        while (!overflow.isEmpty()) {
            if (!tryPublish(overflow.peek())) {
                waiting.set(true);
                // Room may have come between the refusal and the flag; nobody would send a mail then.
                if (!tryPublish(overflow.peek())) {
                    return false;
                }
            }
            overflow.poll();
        }
        return true;
    }

    private boolean tryPublish(HeldPublication held) {
        return publisher.tryPublish(held, this::settled);
    }

    /** On a thread of the client. */
    private void settled(Settlement verdict) {
        if (verdict.outcome() == Settlement.Outcome.ABANDONED) {
            return;
        }
        if (verdict.accepted()) {
            metrics.getNumRecordsSendCounter().inc();
        } else {
            metrics.getNumRecordsSendErrorsCounter().inc();
        }
        if (waiting.compareAndSet(true, false)) {
            mailbox.execute(() -> {}, "room for a publication");
        }
    }
}
