package io.citybrain.influxdb.client;

import io.citybrain.influxdb.client.StoreAddress.Flavour;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes spool files that no job will write any more, because its writer moved to another machine. Written twice is
 * written once, so it does no harm beside a running job; a folder that a job uses is locked and refused.
 *
 * <pre>SpoolReplay --spool DIR --flavour INFLUXDB_1 --url http://127.0.0.1:8086 --database city
 *     [--organisation NAME] [--username NAME --password-file FILE] [--token-file FILE]
 *     [--dead-letters DIR] [--timeout-seconds 600]</pre>
 *
 * Exit code 0: all written; 1: some lines are still there, were refused, or were damaged; 2: wrong arguments.
 */
public final class SpoolReplay {
    private static final Set<String> OPTIONS = Set.of(
            "spool",
            "flavour",
            "url",
            "database",
            "organisation",
            "username",
            "password-file",
            "token-file",
            "dead-letters",
            "timeout-seconds");

    private SpoolReplay() {}

    /** Runs the command. */
    public static void main(String[] args) throws InterruptedException {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) throws InterruptedException {
        try {
            Map<String, String> options = parse(args);
            return replay(options, out) ? 0 : 1;
        } catch (IllegalArgumentException e) {
            err.println("spool replay: " + e.getMessage());
            return 2;
        } catch (IOException e) {
            err.println("spool replay: " + e.getMessage());
            return 1;
        }
    }

    private static boolean replay(Map<String, String> options, PrintStream out)
            throws IOException, InterruptedException {
        Path spool = Path.of(required(options, "spool"));
        StoreAddress address = address(options);
        Path deadLetters = Path.of(options.getOrDefault(
                "dead-letters", spool.resolve("dead-letters").toString()));
        Duration timeout = Duration.ofSeconds(Long.parseLong(options.getOrDefault("timeout-seconds", "600")));
        boolean clean = true;
        for (Path folder : foldersOf(spool)) {
            clean &= replayFolder(folder, address, deadLetters, timeout, out);
        }
        return clean;
    }

    private static boolean replayFolder(
            Path folder, StoreAddress address, Path deadLetters, Duration timeout, PrintStream out)
            throws IOException, InterruptedException {
        DeliverySettings settings = new DeliverySettings(
                DeliverySettings.DEFAULT_BUFFER_BYTES,
                folder,
                Long.MAX_VALUE,
                deadLetters,
                DeliverySettings.DEFAULT_DEAD_LETTER_BYTES);
        String name = "replay-" + folder.getFileName();
        try (LineDelivery delivery =
                LineDelivery.open(name, address, new StoreSchema(List.of(), 0), settings, millis -> {})) {
            delivery.start();
            delivery.awaitConfirmed(timeout);
            DeliveryCounts counts = delivery.counts();
            out.println(folder + ": " + counts.writtenLines() + " lines written, " + counts.spooledLines()
                    + " still there, " + counts.deadLetteredLines() + " refused (see " + delivery.deadLetterFile()
                    + "), " + counts.damagedFiles() + " files damaged");
            return counts.spooledLines() == 0 && counts.deadLetteredLines() == 0 && counts.damagedFiles() == 0;
        }
    }

    /** The folder of one writer, or the folders of all writers in it. */
    private static List<Path> foldersOf(Path spool) throws IOException {
        if (!Files.isDirectory(spool)) {
            throw new IllegalArgumentException(spool + " is no folder: give the spoolDirectory of the sink");
        }
        try (Stream<Path> files = Files.list(spool)) {
            List<Path> writers = files.filter(Files::isDirectory)
                    .filter(folder -> folder.getFileName().toString().startsWith("writer-"))
                    .sorted()
                    .toList();
            return writers.isEmpty() ? List.of(spool) : writers;
        }
    }

    private static StoreAddress address(Map<String, String> options) {
        String flavour = required(options, "flavour");
        try {
            return new StoreAddress(
                    required(options, "url"),
                    Flavour.valueOf(flavour),
                    options.get("database"),
                    options.get("organisation"),
                    options.get("username"),
                    options.get("password-file"),
                    options.get("token-file"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--flavour " + flavour + ", --url, --database: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> parse(String[] args) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : args[i];
            if (!OPTIONS.contains(name) || i + 1 == args.length) {
                throw new IllegalArgumentException(
                        args[i] + " is not an option with a value; there are --" + String.join(", --", OPTIONS));
            }
            options.put(name, args[i + 1]);
        }
        return options;
    }

    private static String required(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("--" + name + " is missing");
        }
        return value;
    }
}
