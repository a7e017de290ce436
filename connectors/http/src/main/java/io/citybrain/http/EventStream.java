package io.citybrain.http;

import io.citybrain.http.EventRing.Patch;
import io.citybrain.http.view.CityView;
import io.citybrain.http.view.Part;
import io.citybrain.wire.Instants;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells pages what changes: each tenth of a second one patch, made once for all who listen to the same parts; a beat
 * every two seconds. One thread numbers patches and takes snapshots, so that a snapshot and the patches after it fit
 * without a gap; each page has a thread of its own that writes. At most {@link #MOST_CLIENTS} pages.
 */
final class EventStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    static final int MOST_CLIENTS = 500;
    private static final int TICK_MILLIS = 100;
    private static final int TICKS_A_SECOND = 10;
    private static final int TICKS_A_BEAT = 20;

    private final CityView view;
    private final BooleanSupplier store;
    private final String epoch = Long.toString(System.currentTimeMillis(), 36);
    private final EventRing ring = new EventRing();
    private final List<EventClient> clients = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "door-ticker");
        thread.setDaemon(true);
        return thread;
    });
    private long sequence;
    private int ticks;

    EventStream(CityView view, BooleanSupplier store) {
        this.view = view;
        this.store = store;
    }

    void start() {
        var unused = ticker.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Pages that listen now. */
    int clients() {
        return clients.size();
    }

    /**
     * Lets a page listen.
     *
     * @param lastId the last id that it has seen, or null
     */
    void add(EventClient client, String lastId) {
        if (clients.size() >= MOST_CLIENTS) {
            throw Problem.of(503, "too-many-screens", MOST_CLIENTS + " screens are open: close some");
        }
        client.askForSnapshot();
        ticker.execute(() -> admit(client, lastId));
        Thread writer = new Thread(client::run, "door-events-" + numbers.incrementAndGet());
        writer.setDaemon(true);
        writer.start();
    }

    private void admit(EventClient client, String lastId) {
        List<Patch> missed = missed(lastId);
        if (missed != null) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(": goes on\n\n".getBytes(StandardCharsets.US_ASCII));
            missed.forEach(patch -> all.writeBytes(orNothing(message(patch, client.parts()))));
            client.snapshot(all.toByteArray());
            client.send(beat());
        }
        clients.add(client);
    }

    /** What a page has missed; null if it needs a snapshot. */
    private List<Patch> missed(String lastId) {
        String own = epoch + '-';
        if (lastId == null || !lastId.startsWith(own)) {
            return null;
        }
        try {
            return ring.since(Long.parseLong(lastId.substring(own.length())), sequence);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private void tick() {
        try {
            ticks++;
            if (ticks % TICKS_A_SECOND == 0) {
                view.second();
            }
            // What comes between a patch and the snapshot after it would be in both.
            view.holdingStill(this::patchAndServe);
        } catch (RuntimeException e) {
            // The ticker must go on: without it every screen stands still.
            LOG.error("a tick failed", e);
        }
    }

    private void patchAndServe() {
        patch();
        byte[] beat = ticks % TICKS_A_BEAT == 0 ? beat() : null;
        Map<Set<Part>, byte[]> snapshots = new HashMap<>();
        long now = System.nanoTime();
        for (EventClient client : clients) {
            serve(client, beat, snapshots, now);
        }
    }

    private void patch() {
        Map<Part, byte[]> changes = view.drain();
        if (changes.isEmpty()) {
            return;
        }
        Patch patch = new Patch(++sequence, Instants.format(view.cityMillis()), changes);
        ring.add(patch);
        Map<Set<Part>, byte[]> messages = new HashMap<>();
        for (EventClient client : clients) {
            byte[] message = messages.computeIfAbsent(client.parts(), parts -> orNothing(message(patch, parts)));
            if (message.length > 0) {
                client.send(message);
            }
        }
    }

    private static byte[] orNothing(byte[] message) {
        return message == null ? new byte[0] : message;
    }

    private void serve(EventClient client, byte[] beat, Map<Set<Part>, byte[]> snapshots, long now) {
        if (client.isStuck(now)) {
            LOG.info("a page that reads no longer is dropped");
            client.close();
        }
        if (client.isClosed()) {
            clients.remove(client);
            return;
        }
        if (client.wantsSnapshot()) {
            client.snapshot(snapshots.computeIfAbsent(
                    client.parts(), parts -> EventClient.message("snapshot", id(sequence), view.snapshot(parts))));
        }
        if (beat != null) {
            client.send(beat);
        }
    }

    private byte[] beat() {
        return EventClient.message("beat", null, view.beat(store.getAsBoolean()));
    }

    private String id(long number) {
        return epoch + '-' + number;
    }

    /** Null if none of these parts has changed. */
    private byte[] message(Patch patch, Set<Part> parts) {
        List<byte[]> wanted = new ArrayList<>();
        patch.changes().forEach((part, fields) -> {
            if (parts.contains(part)) {
                wanted.add(fields);
            }
        });
        if (wanted.isEmpty()) {
            return null;
        }
        ByteArrayOutputStream data = new ByteArrayOutputStream(patch.size() + 64);
        data.writeBytes(("{\"at\":\"" + patch.at() + '"').getBytes(StandardCharsets.US_ASCII));
        for (byte[] fields : wanted) {
            data.write(',');
            data.writeBytes(fields);
        }
        data.write('}');
        return EventClient.message("patch", id(patch.sequence()), data.toByteArray());
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        clients.forEach(EventClient::close);
    }
}
