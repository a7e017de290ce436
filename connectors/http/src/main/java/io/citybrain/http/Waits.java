package io.citybrain.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits, without a thread each, until the view shows what a request has brought about. Owns one thread. */
final class Waits implements AutoCloseable {
    private static final long LOOK_MILLIS = 25;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "door-waits");
        made.setDaemon(true);
        return made;
    });

    /** Completes with the first answer that is not null, or with null when the time is up. */
    <T> CompletableFuture<T> until(Supplier<T> look, int seconds) {
        CompletableFuture<T> found = new CompletableFuture<>();
        ScheduledFuture<?> looking = thread.scheduleWithFixedDelay(
                () -> {
                    T answer = look.get();
                    if (answer != null) {
                        found.complete(answer);
                    }
                },
                0,
                LOOK_MILLIS,
                TimeUnit.MILLISECONDS);
        return found.completeOnTimeout(null, seconds, TimeUnit.SECONDS)
                .whenComplete((answer, failure) -> looking.cancel(false));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
