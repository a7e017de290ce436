package io.citybrain.http.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who changed what, when and from where: a file of JSON lines that only grows. At {@link #MOST_BYTES} it gets a number
 * and a new one begins; the last {@link #MOST_FILES} are kept. Thread-safe.
 */
public final class AuditTrail {
    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    static final long MOST_BYTES = 16L << 20;
    static final int MOST_FILES = 10;
    private static final int MOST_TEXT_CHARACTERS = 300;

    private final Path folder;
    private final Clock clock;
    private final long mostBytes;

    /**
     * A change.
     *
     * @param who their name
     * @param from the address that it came from
     * @param what a word or a few for what they did
     * @param target what they did it to
     * @param outcome accepted, or the reason why not
     */
    public record Entry(String who, Role role, String from, String what, String target, String outcome) {}

    private AuditTrail(Path folder, Clock clock, long mostBytes) {
        this.folder = folder;
        this.clock = clock;
        this.mostBytes = mostBytes;
    }

    /** Opens the trail. @throws IOException if the folder can't be made or written to */
    public static AuditTrail open(Path folder, Clock clock) throws IOException {
        return open(folder, clock, MOST_BYTES);
    }

    static AuditTrail open(Path folder, Clock clock, long mostBytes) throws IOException {
        Files.createDirectories(folder);
        if (!Files.isWritable(folder)) {
            throw new IOException("the folder " + folder + " can't be written to");
        }
        return new AuditTrail(folder, clock, mostBytes);
    }

    private Path file(int number) {
        return folder.resolve(number == 0 ? "audit.jsonl" : "audit." + number + ".jsonl");
    }

    /** Writes a line. One that can't be written is in the log: a full disk must not keep an ambulance from its priority. */
    public synchronized void write(Entry entry) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put(
                "at",
                Instant.ofEpochMilli(clock.millis())
                        .truncatedTo(ChronoUnit.MILLIS)
                        .toString());
        json.put("who", cut(entry.who()));
        json.put("role", entry.role().word());
        json.put("from", cut(entry.from()));
        json.put("what", cut(entry.what()));
        json.put("target", cut(entry.target()));
        json.put("outcome", cut(entry.outcome()));
        try {
            rotate();
            Files.writeString(
                    file(0),
                    MAPPER.writeValueAsString(json) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.error("the audit trail in {} can't be written, this is missing there: {}", folder, json, e);
        }
    }

    private static String cut(String text) {
        String shown = text == null ? "" : text;
        return shown.length() <= MOST_TEXT_CHARACTERS ? shown : shown.substring(0, MOST_TEXT_CHARACTERS) + '…';
    }

    private void rotate() throws IOException {
        if (Files.notExists(file(0)) || Files.size(file(0)) < mostBytes) {
            return;
        }
        for (int number = MOST_FILES - 1; number > 0; number--) {
            if (Files.exists(file(number - 1))) {
                Files.move(file(number - 1), file(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The newest lines that are wanted, newest first, at most so many. */
    public synchronized List<JsonNode> read(Predicate<JsonNode> wanted, int most) {
        List<JsonNode> found = new ArrayList<>();
        for (int number = 0; number < MOST_FILES && found.size() < most; number++) {
            if (Files.exists(file(number))) {
                readFile(file(number), wanted, most - found.size(), found);
            }
        }
        return found;
    }

    private static void readFile(Path file, Predicate<JsonNode> wanted, int most, List<JsonNode> found) {
        ArrayDeque<JsonNode> newest = new ArrayDeque<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode json = MAPPER.readTree(line);
                if (json != null && wanted.test(json)) {
                    newest.addFirst(json);
                    if (newest.size() > most) {
                        newest.removeLast();
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the audit trail " + file + " can't be read", e);
        }
        found.addAll(newest);
    }
}
