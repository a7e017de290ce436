package io.citybrain.kafka.bridge;

import io.citybrain.kafka.testing.KafkaServer;
import io.citybrain.mqtt.testing.FreePort;
import io.citybrain.mqtt.testing.MosquittoServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The bridge as a process of its own. */
final class BridgeProcess implements AutoCloseable {
    private final Process process;
    private final Path output;
    private final int metricsPort;

    private BridgeProcess(Process process, Path output, int metricsPort) {
        this.process = process;
        this.output = output;
        this.metricsPort = metricsPort;
    }

    /**
     * Starts it.
     *
     * @param name of its session and of its topics: {@code name.inbound} and so on
     */
    static BridgeProcess start(Path folder, String name, MosquittoServer mqtt, KafkaServer kafka, String... options)
            throws IOException {
        Path output = Files.createTempFile(folder, "bridge", ".txt");
        int metricsPort = FreePort.find();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                // Surefire's own class path is one jar with a manifest that points to the real one.
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                BridgeMain.class.getName(),
                "--mqtt",
                mqtt.connection().uri(),
                "--kafka",
                kafka.servers(),
                "--prefix",
                name + ".",
                "--client-id",
                name,
                "--status-seconds",
                "1",
                "--metrics-port",
                Integer.toString(metricsPort)));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new BridgeProcess(process, output, metricsPort);
    }

    String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    /** The page of metrics as it is now. */
    String metrics() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metricsPort + "/metrics"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the bridge did not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
