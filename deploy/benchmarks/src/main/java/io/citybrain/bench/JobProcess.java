package io.citybrain.bench;

import io.citybrain.standalone.CityMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The sensing job as operators run it: {@code deploy/demo --no-sim --data DIR} in a JVM of its own, started again at once
 * whenever it ends, as a service manager does.
 */
final class JobProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    static final List<String> FLAGS_OF_DEMO = List.of(
            "-Xms512m",
            "-Xmx2g",
            "-XX:+UseG1GC",
            "-Dfile.encoding=UTF-8",
            "--add-opens",
            "java.base/java.util=ALL-UNNAMED",
            "--add-opens",
            "java.base/java.lang=ALL-UNNAMED",
            "--add-opens",
            "java.base/java.nio=ALL-UNNAMED",
            "--add-opens",
            "java.base/sun.nio.ch=ALL-UNNAMED");

    private final Path output;
    private final List<String> command;
    private ServerProcess process;
    private long startedNanos;
    private CompletableFuture<Void> restart;
    private int starts;
    private boolean closed;

    private JobProcess(Path output, List<String> command) {
        this.output = output;
        this.command = command;
    }

    /**
     * Starts it and waits until it reads.
     *
     * @param folder for its state and its log
     * @param brokerPort where it finds the broker
     * @param storePort where it finds the store
     */
    static JobProcess start(Path folder, int brokerPort, int storePort, String storeFlavour)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<String> flags = new ArrayList<>(FLAGS_OF_DEMO);
        flags.addAll(List.of(System.getProperty("citybrain.bench.job", "").split(" ")));
        flags.removeIf(String::isEmpty);
        List<String> command = ServerProcess.java(
                flags,
                CityMain.class,
                List.of(
                        "--no-sim",
                        "--lang=en",
                        "--flink-port=0",
                        "--data=" + folder.resolve("data"),
                        "--mqtt=tcp://127.0.0.1:" + brokerPort,
                        "--store=http://127.0.0.1:" + storePort,
                        "--store-flavour=" + storeFlavour));
        JobProcess job = new JobProcess(folder.resolve("output.log"), command);
        job.launch();
        job.process.await("the sensing job", START, () -> job.process.said().contains("Ready in"));
        return job;
    }

    private synchronized void launch() {
        if (!closed) {
            process = ServerProcess.start(output, command);
            startedNanos = System.nanoTime();
            starts++;
            restart = process.process().onExit().thenRun(this::launch);
        }
    }

    /** SIGKILL; it is started again at once. */
    void kill() throws InterruptedException {
        ServerProcess victim;
        synchronized (this) {
            victim = process;
        }
        victim.kill();
    }

    /** When it was started last, {@link System#nanoTime}. */
    synchronized long startedNanos() {
        return startedNanos;
    }

    /** How often it was started: once, and after each end. */
    synchronized int starts() {
        return starts;
    }

    synchronized Process process() {
        return process.process();
    }

    /** Ends it for good; what it still had to say is of no interest. */
    @Override
    public void close() {
        ServerProcess last;
        synchronized (this) {
            closed = true;
            restart.cancel(false);
            last = process;
        }
        try {
            last.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
