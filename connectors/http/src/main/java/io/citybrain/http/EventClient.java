package io.citybrain.http;

import io.citybrain.http.view.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One page that listens. It has a bounded queue and one thread that writes, for as long as it listens. A queue that is
 * full is emptied and a snapshot follows; a page whose reader has stood still for {@link #PATIENCE_NANOS} is dropped.
 */
final class EventClient {
    private static final Logger LOG = LoggerFactory.getLogger(EventClient.class);

    static final int MOST_QUEUED = 64;
    static final int MOST_QUEUED_BYTES = 4 << 20;
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final int BUFFER_BYTES = 16 << 10;

    /** The connection of a page. */
    interface Line {
        OutputStream open() throws IOException;

        /** Ends it at once, also while somebody writes. */
        void cut();
    }

    private final Set<Part> parts;
    private final boolean gzip;
    private final Line line;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private int queuedBytes;
    private boolean wantsSnapshot;
    private boolean isClosed;
    /** When the write under way began; 0 = none is. */
    private long writingSinceNanos;

    EventClient(Set<Part> parts, boolean gzip, Line line) {
        this.parts = parts;
        this.gzip = gzip;
        this.line = line;
    }

    Set<Part> parts() {
        return parts;
    }

    /** Completes when it is over. */
    CompletableFuture<Void> done() {
        return done;
    }

    synchronized boolean isClosed() {
        return isClosed;
    }

    synchronized boolean wantsSnapshot() {
        return wantsSnapshot;
    }

    synchronized void askForSnapshot() {
        wantsSnapshot = true;
    }

    /** Takes a snapshot, which may be large: nothing else is queued then. */
    synchronized void snapshot(byte[] message) {
        queue.clear();
        queue.add(message);
        queuedBytes = message.length;
        wantsSnapshot = false;
        notifyAll();
    }

    /** Takes a message. One that doesn't fit is replaced by a snapshot to come, with all that is queued. */
    synchronized void send(byte[] message) {
        if (isClosed || wantsSnapshot) {
            return;
        }
        boolean isFull = queue.size() >= MOST_QUEUED || queuedBytes + message.length > MOST_QUEUED_BYTES;
        if (isFull && !queue.isEmpty()) {
            queue.clear();
            queuedBytes = 0;
            wantsSnapshot = true;
            return;
        }
        queue.add(message);
        queuedBytes += message.length;
        notifyAll();
    }

    /** True if its reader has stood still for too long. */
    synchronized boolean isStuck(long nowNanos) {
        return writingSinceNanos != 0 && nowNanos - writingSinceNanos > PATIENCE_NANOS;
    }

    /** Ends it; its thread comes back from a write that waits. */
    void close() {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            notifyAll();
        }
        line.cut();
    }

    /** Writes until it is closed or the page is gone. On a thread of its own. */
    void run() {
        try (OutputStream plain = line.open()) {
            if (gzip) {
                try (FastGzip packed = new FastGzip(plain)) {
                    write(packed);
                }
            } else {
                write(plain);
            }
        } catch (IOException e) {
            // The page has gone, or was dropped.
            LOG.debug("a page went: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                isClosed = true;
                queue.clear();
            }
            done.complete(null);
        }
    }

    private void write(OutputStream out) throws IOException, InterruptedException {
        while (true) {
            byte[] message = next();
            if (message == null) {
                return;
            }
            out.write(message);
            if (isIdle()) {
                out.flush();
            }
        }
    }

    private synchronized byte[] next() throws InterruptedException {
        writingSinceNanos = 0;
        while (queue.isEmpty() && !isClosed) {
            wait();
        }
        if (isClosed) {
            return null;
        }
        byte[] message = queue.remove();
        queuedBytes -= message.length;
        writingSinceNanos = System.nanoTime();
        return message;
    }

    private synchronized boolean isIdle() {
        return queue.isEmpty();
    }

    /** {@code event:} with its data and, if it can be resumed from, its id. */
    static byte[] message(String event, String id, byte[] data) {
        byte[] head = ("event: " + event + '\n' + (id == null ? "" : "id: " + id + '\n') + "data: ")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] message = new byte[head.length + data.length + 2];
        System.arraycopy(head, 0, message, 0, head.length);
        System.arraycopy(data, 0, message, head.length, data.length);
        message[message.length - 2] = '\n';
        message[message.length - 1] = '\n';
        return message;
    }

    /** Each flush reaches the page: Javalin's own compression leaves streams of events alone. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES, true);
            def.setLevel(Deflater.BEST_SPEED);
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                def.end();
            }
        }
    }
}
