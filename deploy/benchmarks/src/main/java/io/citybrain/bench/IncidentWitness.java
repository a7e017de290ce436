package io.citybrain.bench;

import io.citybrain.mqtt.client.MqttMessage;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When each alert was sent, and when an incident with it was heard for the first time. It looks for the ids of alerts in
 * the bytes: parsing would cost the machine more than the job does.
 */
final class IncidentWitness {
    private static final byte[] ID = "\"alertId\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int ID_DIGITS = 12;
    private static final byte[] FIRST = "\"revision\":1,".getBytes(StandardCharsets.US_ASCII);

    private final AtomicLongArray sentNanos;
    private final AtomicLongArray heardNanos;
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicInteger incidents = new AtomicInteger();

    IncidentWitness(int alerts) {
        sentNanos = new AtomicLongArray(alerts);
        heardNanos = new AtomicLongArray(alerts);
    }

    /** The id of an alert. */
    static String idOf(int number) {
        return String.format(Locale.ROOT, "%012d", number);
    }

    void sent(int number) {
        sentNanos.set(number, System.nanoTime());
    }

    void hear(MqttMessage message) {
        long now = System.nanoTime();
        byte[] payload = message.payload();
        if (find(payload, FIRST, 0) >= 0 && find(payload, FIRST, 0) < find(payload, ID, 0)) {
            incidents.incrementAndGet();
        }
        for (int at = find(payload, ID, 0); at >= 0; at = find(payload, ID, at)) {
            int number = number(payload, at);
            if (heardNanos.compareAndSet(number, 0, now)) {
                seen.incrementAndGet();
            }
        }
    }

    private static int number(byte[] payload, int at) {
        int number = 0;
        for (int i = at; i < at + ID_DIGITS; i++) {
            number = number * 10 + payload[i] - '0';
        }
        return number;
    }

    /** Behind the next occurrence, or -1. */
    private static int find(byte[] payload, byte[] wanted, int from) {
        for (int at = from; at + wanted.length <= payload.length; at++) {
            if (java.util.Arrays.equals(payload, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at + wanted.length;
            }
        }
        return -1;
    }

    /** Alerts that are in an incident. */
    int seen() {
        return seen.get();
    }

    int incidents() {
        return incidents.get();
    }

    /** How long each alert from that number on took, of those that came. */
    double[] millis(int from) {
        return java.util.stream.IntStream.range(from, sentNanos.length())
                .filter(number -> heardNanos.get(number) != 0)
                .mapToDouble(number -> (heardNanos.get(number) - sentNanos.get(number)) / 1e6)
                .toArray();
    }
}
