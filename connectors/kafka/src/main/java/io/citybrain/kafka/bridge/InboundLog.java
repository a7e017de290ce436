package io.citybrain.kafka.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.citybrain.city.sensing.Rejection;
import io.citybrain.kafka.log.LogFormat;
import io.citybrain.kafka.log.LogRecord;
import io.citybrain.kafka.log.LogRecord.Control;
import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.wire.RefusedJson;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the log in order and knows up to which message Kafka has everything. One thread. A record that the client
 * can't take now is offered until it does, so nothing behind it overtakes it.
 */
final class InboundLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InboundLog.class);
    private static final byte[] NOTHING = {};

    private final Producer<byte[], byte[]> producer;
    private final BridgeSettings settings;
    private final int partitions;
    private final BridgeCounters counters;
    private final BooleanSupplier stopped;
    private final Routing routing = new Routing();
    private final ArrayDeque<Sending> underWay = new ArrayDeque<>();
    private int messagesUnderWay;
    private long completed;

    InboundLog(
            Producer<byte[], byte[]> producer,
            BridgeSettings settings,
            int partitions,
            BridgeCounters counters,
            BooleanSupplier stopped) {
        this.producer = producer;
        this.settings = settings;
        this.partitions = partitions;
        this.counters = counters;
        this.stopped = stopped;
    }

    /** Writes a message to its partition, and copies where a device must be known. */
    void write(long number, MqttMessage message, long cityMillis) throws KafkaTrouble, InterruptedException {
        Route route = routing.route(message.topic(), message.payload());
        byte[] key = route.key().getBytes(UTF_8);
        int home = LogFormat.partition(key, partitions);
        BitSet copies = copies(route);
        copies.clear(home);
        Sending sending = begin(number, message, 1 + copies.cardinality());
        send(record(home, key, message, cityMillis, false), sending);
        for (int partition = copies.nextSetBit(0); partition >= 0; partition = copies.nextSetBit(partition + 1)) {
            send(record(partition, key, message, cityMillis, true), sending);
        }
    }

    /**
     * Writes what all partitions must say.
     *
     * @param number of the message that brought it, with the message; 0 and null if none did
     */
    Sending writeEverywhere(Control control, long atMillis, long cityMillis, long number, MqttMessage message)
            throws KafkaTrouble, InterruptedException {
        Sending sending = begin(number, message, partitions);
        for (int partition = 0; partition < partitions; partition++) {
            LogRecord log =
                    new LogRecord(partition, settings.clientId(), NOTHING, false, atMillis, cityMillis, control, false);
            send(LogFormat.write(settings.topics().inbound(), null, log), sending);
        }
        return sending;
    }

    private Sending begin(long number, MqttMessage message, int records) {
        Sending sending = new Sending(number, message, records);
        underWay.add(sending);
        messagesUnderWay += message == null ? 0 : 1;
        counters.pending.set(messagesUnderWay);
        return sending;
    }

    /** The number of the newest message that Kafka has with all before it. */
    long settle() throws KafkaTrouble, InterruptedException {
        Sending oldest = underWay.peek();
        while (oldest != null && oldest.isDone()) {
            if (oldest.failure() == null) {
                settled(underWay.poll());
            } else if (oldest.failure() instanceof RecordTooLargeException && oldest.message() != null) {
                refuse(oldest);
            } else {
                throw new KafkaTrouble("Kafka refuses to write", oldest.failure());
            }
            oldest = underWay.peek();
        }
        if (oldest == null) {
            counters.kafkaHeardNanos.set(System.nanoTime());
        }
        counters.pending.set(messagesUnderWay);
        return completed;
    }

    private void settled(Sending done) {
        counters.kafkaHeardNanos.set(System.nanoTime());
        if (done.number() > 0) {
            completed = done.number();
            messagesUnderWay--;
            counters.forwarded.incrementAndGet();
        }
    }

    int pending() {
        return underWay.size();
    }

    /** How many partitions the log has by now; as before while Kafka does not say. */
    int partitionsNow() {
        try {
            return producer.partitionsFor(settings.topics().inbound()).size();
        } catch (RetriableException e) {
            return partitions;
        }
    }

    int partitions() {
        return partitions;
    }

    /** A message that Kafka can't take must not stop those behind it: it is told, and then counts as done. */
    private void refuse(Sending sending) throws KafkaTrouble, InterruptedException {
        MqttMessage message = sending.message();
        String reason = "Kafka refuses it for good, the rest of the feed goes on: "
                + sending.failure().getMessage();
        LOG.warn("refused {}: {}", message, reason);
        counters.refused.incrementAndGet();
        Rejection rejection = new Rejection(reason, message.topic(), message.payload(), message.receivedAtMillis());
        sending.becomeRefusal();
        send(
                new ProducerRecord<>(
                        settings.topics().refused(),
                        null,
                        message.receivedAtMillis(),
                        message.topic().getBytes(UTF_8),
                        RefusedJson.write(rejection)),
                sending);
    }

    private BitSet copies(Route route) {
        BitSet copies = new BitSet(partitions);
        if (route.copyEverywhere()) {
            copies.set(0, partitions);
        }
        route.copyKeys().forEach(key -> copies.set(LogFormat.partition(key.getBytes(UTF_8), partitions)));
        return copies;
    }

    private ProducerRecord<byte[], byte[]> record(
            int partition, byte[] key, MqttMessage message, long cityMillis, boolean copy) {
        LogRecord log = new LogRecord(
                partition,
                message.topic(),
                message.payload(),
                message.retained(),
                message.receivedAtMillis(),
                cityMillis,
                Control.MESSAGE,
                copy);
        return LogFormat.write(settings.topics().inbound(), key, log);
    }

    private void send(ProducerRecord<byte[], byte[]> written, Sending sending)
            throws KafkaTrouble, InterruptedException {
        while (true) {
            Exception refusal = offer(written, sending);
            if (refusal == null) {
                return;
            }
            if (refusal instanceof RecordTooLargeException) {
                sending.fail(refusal);
                return;
            }
            if (!(refusal instanceof RetriableException)) {
                throw new KafkaTrouble("Kafka does not take records", refusal);
            }
            counters.kafkaRetries.incrementAndGet();
            if (stopped.getAsBoolean()) {
                throw new InterruptedException("stopped while Kafka does not answer");
            }
        }
    }

    private Exception offer(ProducerRecord<byte[], byte[]> written, Sending sending) throws InterruptedException {
        try {
            Future<?> unused = producer.send(written, sending);
            return sending.takeFailureInCall();
        } catch (InterruptException e) {
            throw new InterruptedException(e.getMessage());
        } catch (KafkaException e) {
            return e;
        }
    }

    /** Does not wait for what is still under way: it is not acknowledged and comes again. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
