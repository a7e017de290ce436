package io.citybrain.bench;

import io.citybrain.sim.signals.FixedProgramme;
import io.citybrain.sim.signals.SignalController;
import io.citybrain.sim.signals.SumoSignalHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Outcomes of simulations without City Brain, kept in a folder: they do not change when City Brain does. The name of a
 * file is the digest of all that decides its outcome: the network's files byte by byte, trip, seed, scale, mode, speed,
 * SUMO's version, and the compiled street, so that a changed controller is driven anew. City Brain's own are never kept.
 */
final class KeptDrives {
    /** What plays the street: a change in one of them, and all is driven anew. */
    private static final List<Class<?>> PLAYERS = List.of(
            Drive.class,
            DriveFiles.class,
            DriveSettings.class,
            LiveRoute.class,
            LocalPreemption.class,
            SignalRow.class,
            SumoOutputs.class,
            SumoStreet.class,
            SignalController.class,
            FixedProgramme.class,
            SumoSignalHead.class);

    private final Path folder;
    private final String street;
    private final Map<String, String> scenes = new ConcurrentHashMap<>();

    KeptDrives(Path folder, String sumo) {
        this.folder = folder;
        this.street =
                version(sumo) + digest(PLAYERS.stream().map(KeptDrives::bytes).toList());
    }

    private static String version(String sumo) {
        try {
            Process process = new ProcessBuilder(sumo, "--version")
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CannotMeasure(sumo + " does not tell its version: " + e.getMessage());
        }
    }

    private static byte[] bytes(Class<?> of) {
        try (InputStream in = of.getResourceAsStream(of.getSimpleName() + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isKept(DriveMode mode) {
        return !mode.isEscort();
    }

    /** What was kept, or null. */
    DriveOutcome find(TrafficScene scene, DriveJob job, DriveSettings settings) {
        Path file = file(scene, job, settings);
        try {
            return Files.exists(file) ? read(Files.readAllLines(file)) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps an outcome, unless something was wrong with it: that is looked at again. */
    void keep(TrafficScene scene, DriveJob job, DriveSettings settings, DriveOutcome outcome) {
        if (!outcome.violations().isEmpty()) {
            return;
        }
        Path file = file(scene, job, settings);
        try {
            Files.createDirectories(folder);
            // Another run may look at the same moment: it finds all of it or nothing.
            Path part = Files.createTempFile(folder, "part-", "");
            Files.write(part, lines(outcome));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(TrafficScene scene, DriveJob job, DriveSettings settings) {
        Trip trip = scene.trips().get(job.trip());
        String key = String.join(
                "\n",
                street,
                scenes.computeIfAbsent(scene.name(), name -> scene.digest()),
                Double.toString(scene.scale()),
                Double.toString(settings.speedFactor()),
                String.join(" ", trip.route()),
                Double.toString(trip.requestSeconds()),
                Integer.toString(job.seed()),
                job.mode().key());
        return folder.resolve(digest(List.of(key.getBytes(StandardCharsets.UTF_8))));
    }

    /** SHA-256 of some bytes after each other. */
    static String digest(List<byte[]> parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            parts.forEach(sha::update);
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static List<String> lines(DriveOutcome outcome) {
        List<String> lines = new ArrayList<>();
        lines.add(outcome.seconds() + " " + outcome.arrived() + " " + outcome.othersLossSeconds() + " "
                + outcome.seizedSeconds());
        outcome.approaches()
                .forEach(
                        (edge, approach) -> lines.add(approach.vehicles() + " " + approach.lossSeconds() + " " + edge));
        return lines;
    }

    private static DriveOutcome read(List<String> lines) {
        String[] figures = lines.get(0).split(" ", -1);
        Map<String, DriveOutcome.Approach> approaches = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split(" ", 3);
            approaches.put(
                    parts[2], new DriveOutcome.Approach(Double.parseDouble(parts[0]), Double.parseDouble(parts[1])));
        }
        return new DriveOutcome(
                Double.parseDouble(figures[0]),
                Boolean.parseBoolean(figures[1]),
                Double.parseDouble(figures[2]),
                approaches,
                Double.parseDouble(figures[3]),
                0,
                0,
                List.of());
    }
}
