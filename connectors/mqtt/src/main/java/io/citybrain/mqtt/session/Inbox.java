package io.citybrain.mqtt.session;

import io.citybrain.mqtt.client.BrokerConnection;
import io.citybrain.mqtt.client.MqttMessage;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/** What the sessions of one reader have to tell the task thread, in order. Many writers, one reader, nobody waits. */
public final class Inbox {
    /** Something happened in a session. */
    public sealed interface Event permits Connected, Arrived, Lost {
        String session();
    }

    /** A connection; {@code expected} tells whether the broker should still have the session. */
    record Connected(String session, int epoch, BrokerConnection connection, boolean expected) implements Event {}

    /** One message; the packet id is 0 for QoS 0. */
    record Arrived(String session, int epoch, int packetId, MqttMessage message) implements Event {}

    record Lost(String session, int epoch) implements Event {}

    private final Object lock = new Object();
    private ArrayDeque<Event> filling = new ArrayDeque<>();
    private ArrayDeque<Event> emptying = new ArrayDeque<>();
    private CompletableFuture<Void> available = new CompletableFuture<>();

    void add(Event event) {
        CompletableFuture<Void> waiting;
        synchronized (lock) {
            filling.add(event);
            waiting = available;
        }
        waiting.complete(null);
    }

    /** Task thread only. Null if there is nothing. */
    public Event poll() {
        Event next = emptying.poll();
        if (next != null) {
            return next;
        }
        synchronized (lock) {
            ArrayDeque<Event> full = filling;
            filling = emptying;
            emptying = full;
        }
        return emptying.poll();
    }

    /** Task thread only. */
    public boolean isEmpty() {
        if (!emptying.isEmpty()) {
            return false;
        }
        synchronized (lock) {
            return filling.isEmpty();
        }
    }

    /** Task thread only: completes when there is something to poll. */
    public CompletableFuture<Void> availability() {
        if (!emptying.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        synchronized (lock) {
            if (available.isDone() && filling.isEmpty()) {
                available = new CompletableFuture<>();
            }
            return available;
        }
    }
}
