package io.citybrain.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.citybrain.http.view.Documents;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** A page that listens, on a thread of its own. */
final class EventReader implements AutoCloseable {
    /**
     * An event.
     *
     * @param id null if it has none
     */
    record Event(String name, String id, JsonNode data, long heardAtNanos) {}

    private final HttpURLConnection connection;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile boolean isOver;
    final String encoding;

    private EventReader(HttpURLConnection connection) throws IOException {
        this.connection = connection;
        InputStream bytes = connection.getInputStream();
        encoding = connection.getContentEncoding();
        InputStream plain = "gzip".equals(encoding) ? unpacked(bytes) : bytes;
        Thread thread = new Thread(() -> read(plain), "event-reader");
        thread.setDaemon(true);
        thread.start();
    }

    /** Says honestly that it may have nothing: a Reader would wait until its buffer is full. */
    private static InputStream unpacked(InputStream bytes) throws IOException {
        return new GZIPInputStream(bytes, 512) {
            @Override
            public int available() {
                return 0;
            }
        };
    }

    static EventReader open(String url, String token, Map<String, String> headers) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + token);
        connection.setRequestProperty("Accept", "text/event-stream");
        headers.forEach(connection::setRequestProperty);
        connection.setConnectTimeout((int) OpenDoor.PATIENCE.toMillis());
        return new EventReader(connection);
    }

    private void read(InputStream plain) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            String name = null;
            String id = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(name, id, Documents.MAPPER.readTree(line.substring(6)), System.nanoTime()));
                    id = null;
                }
            }
        } catch (IOException e) {
            // closed
        } finally {
            isOver = true;
        }
    }

    /** The next event that is wanted; those before it are passed over. */
    Event await(String name, Predicate<JsonNode> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + OpenDoor.PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Event event = events.poll(100, TimeUnit.MILLISECONDS);
            if (event != null && event.name().equals(name) && wanted.test(event.data())) {
                return event;
            }
            if (event == null && isOver) {
                break;
            }
        }
        throw new AssertionError("no such " + name + (isOver ? ": the stream is over" : " in time"));
    }

    /** The next event if it is here, else null. */
    Event poll() {
        return events.poll();
    }

    boolean isOver() {
        return isOver;
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
