package io.citybrain.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citybrain.mqtt.client.MqttConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The city as a process of its own, started with the flags of {@code deploy/demo} on free ports. */
final class CityProcess implements AutoCloseable {
    /** A machine that is busy with other builds starts a city in a minute. */
    private static final Duration START = Duration.ofMinutes(3);

    private static final Pattern FLAG = Pattern.compile("-X[^ ]+|-D[^ $]+=[^ $]+|--add-opens +[^ ]+");
    private static final Pattern BROKER = Pattern.compile("MQTT broker +(tcp://127.0.0.1:[0-9]+)");

    private static final Pattern METRICS = Pattern.compile("Metrics +(http://127.0.0.1:[0-9]+/metrics)");
    private static final Pattern STATE = Pattern.compile("State +([^ \\n]+)");

    private final Process process;
    private final Path output;
    private final Path summary;

    private CityProcess(Process process, Path output, Path summary) {
        this.process = process;
        this.output = output;
        this.summary = summary;
    }

    /** Starts a city that writes its output and its summary into a folder. */
    static CityProcess start(Path folder, String... options) throws IOException {
        Files.createDirectories(folder);
        Path output = Files.createTempFile(folder, "output", ".txt");
        Path summary = folder.resolve("summary.json");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flagsOfDemo());
        // A run of a minute does not earn back what the optimizing compiler takes.
        command.add("-XX:TieredStopAtLevel=1");
        // Surefire's own class path is one jar with a manifest that points to the real one.
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(CityMain.class.getName());
        command.addAll(List.of(
                "--mqtt-port", "0", "--store-port", "0", "--flink-port", "0", "--metrics-port", "0", "--lang", "en"));
        command.addAll(List.of("--summary", summary.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new CityProcess(process, output, summary);
    }

    private static List<String> flagsOfDemo() throws IOException {
        String script = Files.readString(Path.of("..", "demo"));
        Matcher flags = FLAG.matcher(script.substring(script.indexOf("exec java"), script.indexOf("-cp")));
        List<String> found = new ArrayList<>();
        while (flags.find()) {
            found.addAll(List.of(flags.group().split(" +")));
        }
        return found;
    }

    /** All that it has said so far, both streams. */
    String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    CityProcess awaitReady() {
        Awaitility.await("the city is ready")
                .atMost(START)
                .pollInterval(Duration.ofMillis(50))
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("the city ended before it was ready:\n" + output());
                    }
                })
                .until(() -> output().contains("Ready in"));
        return this;
    }

    /** Waits for its end. Returns the exit code. */
    int awaitEnd(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the city did not end within " + patience + ":\n" + output());
        }
        return process.exitValue();
    }

    JsonNode summary() throws IOException {
        return new ObjectMapper().readTree(summary.toFile());
    }

    MqttConnection broker() {
        return MqttConnection.of(said(BROKER));
    }

    int brokerPort() {
        return Integer.parseInt(said(BROKER).replaceAll(".*:", ""));
    }

    URI metricsUrl() {
        return URI.create(said(METRICS));
    }

    Path stateFolder() {
        return Path.of(said(STATE));
    }

    private String said(Pattern pattern) {
        Matcher matcher = pattern.matcher(output());
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in:\n" + output());
        }
        return matcher.group(1);
    }

    /** As kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As Ctrl-C and service managers do. */
    void stop() {
        process.destroy();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
