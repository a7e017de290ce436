package io.citybrain.kafka.bridge;

import io.citybrain.mqtt.client.MqttMessage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;

/** One message or control record on its way to one or more partitions. Kafka's thread reports, the bridge's reads. */
final class Sending implements Callback {
    private final long number;
    private final MqttMessage message;
    private final Thread owner = Thread.currentThread();
    private final AtomicInteger open;
    private volatile Exception failure;
    private Exception failureInCall;

    /**
     * A sending.
     *
     * @param number of the message; 0 for a control record
     * @param message null for a control record
     * @param records how many are to be confirmed
     */
    Sending(long number, MqttMessage message, int records) {
        this.number = number;
        this.message = message;
        this.open = new AtomicInteger(records);
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception exception) {
        if (exception != null && Thread.currentThread() == owner) {
            // Kafka's client never took it; who called it decides.
            failureInCall = exception;
            return;
        }
        if (exception != null) {
            failure = exception;
        }
        open.decrementAndGet();
    }

    /** What kept the last call from being taken, null if it was. */
    Exception takeFailureInCall() {
        Exception found = failureInCall;
        failureInCall = null;
        return found;
    }

    /** Gives up one of its records. */
    void fail(Exception why) {
        failure = why;
        open.decrementAndGet();
    }

    boolean isDone() {
        return open.get() == 0;
    }

    Exception failure() {
        return failure;
    }

    long number() {
        return number;
    }

    MqttMessage message() {
        return message;
    }

    /** It goes on as one record that tells of its refusal. */
    void becomeRefusal() {
        failure = null;
        open.set(1);
    }
}
