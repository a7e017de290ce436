package io.citybrain.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to a producer in order and keeps each until Kafka has confirmed it. All fields belong to the task's
 * thread (the one that creates the writer); the producer's thread only leaves mails. A producer that has failed is replaced, and all that was under way
 * goes out again.
 */
final class KafkaEventWriter<T> implements StatefulSinkWriter<T, UnwrittenEvents> {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaEventWriter.class);
    private static final long RETRY_MILLIS = 500;

    private final String topic;
    private final EventEncoder<T> encoder;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final KafkaEventSink.Limits limits;
    private final MailboxExecutor mailbox;
    private final ProcessingTimeService time;
    private final SinkWriterMetricGroup metrics;
    private final Counter confirmed;
    private final Counter dropped;
    private final Counter refused;
    private final Counter retries;

    /** Not yet given to the producer, in order. */
    private final ArrayDeque<KafkaEvent> waiting = new ArrayDeque<>();
    /** Given to the current producer and not confirmed, in order. */
    private final ArrayDeque<Sent> underWay = new ArrayDeque<>();

    private Producer<byte[], byte[]> producer;
    private int generation;
    private final Thread taskThread = Thread.currentThread();
    private Exception refusedAtOnce;
    private boolean retryScheduled;
    private boolean inTrouble;
    private boolean closed;

    /** One event with the producer. */
    private static final class Sent {
        private final KafkaEvent event;
        private boolean done;

        private Sent(KafkaEvent event) {
            this.event = event;
        }
    }

    KafkaEventWriter(
            String topic,
            EventEncoder<T> encoder,
            Supplier<Producer<byte[], byte[]>> producers,
            KafkaEventSink.Limits limits,
            Inside inside) {
        this.topic = topic;
        this.encoder = encoder;
        this.producers = producers;
        this.limits = limits;
        this.mailbox = inside.mailbox();
        this.time = inside.time();
        this.metrics = inside.metrics();
        this.confirmed = metrics.counter("confirmedEvents");
        this.dropped = metrics.counter("droppedEvents");
        this.refused = metrics.counter("refusedByKafka");
        this.retries = metrics.counter("retries");
        metrics.gauge("pendingEvents", (Gauge<Integer>) this::pending);
        this.producer = producers.get();
    }

    /** What of Flink the writer needs. */
    record Inside(MailboxExecutor mailbox, ProcessingTimeService time, SinkWriterMetricGroup metrics) {}

    /** What the last run could not deliver goes first. */
    void restore(UnwrittenEvents state) {
        waiting.addAll(state.events());
        handOver();
    }

    @Override
    public void write(T value, Context context) throws InterruptedException {
        KafkaEvent event = encoder.encode(value);
        if (event == null) {
            return;
        }
        if (limits.dropWhenFull() && pending() >= limits.capacity()) {
            dropped.inc();
            return;
        }
        while (pending() >= limits.capacity()) {
            mailbox.yield();
        }
        waiting.add(event);
        handOver();
    }

    private int pending() {
        return waiting.size() + underWay.size();
    }

    /** Stops at the first that the producer can't take at the moment, so that the order holds. */
    private void handOver() {
        while (!waiting.isEmpty() && !retryScheduled) {
            Sent sent = new Sent(waiting.peek());
            Exception refusal = send(sent);
            if (refusal == null) {
                waiting.poll();
                underWay.add(sent);
            } else if (isOfThisEventAlone(refusal)) {
                waiting.poll();
                refuse(sent.event, refusal);
            } else {
                retryLater(refusal);
            }
        }
    }

    /** Never waits (max.block.ms is 0): without metadata, or with a full buffer, the producer says so at once. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback has it all
    private Exception send(Sent sent) {
        int sentBy = generation;
        refusedAtOnce = null;
        try {
            producer.send(EventRecords.write(topic, sent.event), (metadata, failure) -> {
                if (Thread.currentThread() == taskThread) {
                    refusedAtOnce = failure;
                } else {
                    mailbox.execute(() -> settled(sent, sentBy, failure), "Kafka answered");
                }
            });
            return refusedAtOnce;
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private void refuse(KafkaEvent event, Exception why) {
        refused.inc();
        metrics.getNumRecordsSendErrorsCounter().inc();
        LOG.error("Kafka does not take event {} for {}: {}", event.id(), topic, why.toString());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a timer that never fires is that of a task that ends
    private void retryLater(Exception why) {
        retries.inc();
        if (!inTrouble) {
            inTrouble = true;
            LOG.warn("events for {} wait until Kafka takes them: {}", topic, why.toString());
        }
        retryScheduled = true;
        time.registerTimer(time.getCurrentProcessingTime() + RETRY_MILLIS, now -> {
            retryScheduled = false;
            if (!closed) {
                handOver();
            }
        });
    }

    private void settled(Sent sent, int sentBy, Exception failure) {
        if (closed || sentBy != generation) {
            refuseOfEarlier(sent, failure);
            return;
        }
        if (failure == null) {
            inTrouble = false;
            confirmed.inc();
            metrics.getNumRecordsSendCounter().inc();
        } else if (isOfThisEventAlone(failure)) {
            refuse(sent.event, failure);
        } else {
            replace(failure);
            return;
        }
        sent.done = true;
        while (!underWay.isEmpty() && underWay.peek().done) {
            underWay.poll();
        }
        handOver();
    }

    /**
     * An event that Kafka never takes fails its whole batch, and the first of the batch may have had the producer
     * replaced: it must not go out again with the others, or none of them ever would.
     */
    private void refuseOfEarlier(Sent sent, Exception failure) {
        if (!closed && isOfThisEventAlone(failure) && waiting.removeFirstOccurrence(sent.event)) {
            refuse(sent.event, failure);
        }
    }

    private static boolean isOfThisEventAlone(Exception failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof InvalidTimestampException
                || failure instanceof SerializationException
                || failure instanceof InvalidTopicException;
    }

    /** What the producer had and did not confirm goes out again by a new one, a moment later and in its old order. */
    private void replace(Exception why) {
        generation++;
        producer.close(Duration.ZERO);
        while (!underWay.isEmpty()) {
            Sent last = underWay.pollLast();
            if (!last.done) {
                waiting.addFirst(last.event);
            }
        }
        producer = producers.get();
        retryLater(why);
    }

    /** A checkpoint does not wait for Kafka: the state holds what it has not confirmed. */
    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        long deadline =
                System.nanoTime() + Duration.ofMillis(limits.endTimeoutMillis()).toNanos();
        while (endOfInput && pending() > 0) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the job ends and Kafka has not confirmed " + pending() + " events for " + topic
                        + " within " + limits.endTimeoutMillis() + " ms: is it reachable?");
            }
            if (!mailbox.tryYield()) {
                Thread.sleep(5);
            }
        }
    }

    @Override
    public List<UnwrittenEvents> snapshotState(long checkpointId) {
        List<KafkaEvent> all = new ArrayList<>(pending());
        for (Sent sent : underWay) {
            if (!sent.done) {
                all.add(sent.event);
            }
        }
        all.addAll(waiting);
        return all.isEmpty() ? List.of() : List.of(new UnwrittenEvents(all));
    }

    @Override
    public void close() {
        closed = true;
        producer.close(Duration.ZERO);
    }
}
