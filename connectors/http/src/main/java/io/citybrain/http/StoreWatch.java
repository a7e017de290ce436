package io.citybrain.http;

import io.citybrain.influxdb.client.History;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks the store every few seconds whether it is there, on a thread of its own. */
final class StoreWatch implements AutoCloseable {
    private static final int EVERY_SECONDS = 5;

    private final History history;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "door-store");
        made.setDaemon(true);
        return made;
    });
    private volatile boolean isThere;

    /** @param history null: there is none, which counts as there */
    StoreWatch(History history) {
        this.history = history;
        this.isThere = history == null;
        if (history != null) {
            var unused = thread.scheduleWithFixedDelay(this::look, 0, EVERY_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void look() {
        try {
            isThere = history.ping();
        } catch (RuntimeException e) {
            isThere = false;
        }
    }

    boolean isThere() {
        return isThere;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
