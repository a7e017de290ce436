package io.citybrain.sim;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** A broker in memory. It accepts as many messages as it has room for, then blocks as a lost broker does. */
final class FakeStreet implements Street {
    record Said(String topic, String payload, boolean retained) {}

    private final List<Said> said = new CopyOnWriteArrayList<>();
    private final Semaphore room;
    volatile boolean closed;

    FakeStreet() {
        this(Integer.MAX_VALUE);
    }

    FakeStreet(int room) {
        this.room = new Semaphore(room);
    }

    void allow(int more) {
        room.release(more);
    }

    @Override
    public void publish(String topic, byte[] payload, boolean retained) throws InterruptedException {
        room.acquire();
        said.add(new Said(topic, new String(payload, StandardCharsets.ISO_8859_1), retained));
    }

    @Override
    public boolean flush(Duration timeout) {
        return true;
    }

    @Override
    public void close() {
        closed = true;
    }

    List<Said> all() {
        return new ArrayList<>(said);
    }

    List<Said> telemetry() {
        return all().stream()
                .filter(s -> s.topic().startsWith("city/v1/telemetry/"))
                .toList();
    }

    List<Said> ticks() {
        return all().stream().filter(s -> s.topic().equals("city/v1/clock")).toList();
    }
}
