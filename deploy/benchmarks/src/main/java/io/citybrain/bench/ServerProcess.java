package io.citybrain.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process of its own that a benchmark starts and ends by its id; none outlives this JVM. */
final class ServerProcess implements AutoCloseable {
    private static final Set<Process> LIVE = ConcurrentHashMap.newKeySet();
    private static final Duration END = Duration.ofSeconds(30);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LIVE.forEach(Process::destroyForcibly), "end-servers"));
    }

    private final Process process;
    private final Path output;

    private ServerProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it; what it prints is appended to a file. */
    static ServerProcess start(Path output, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
            LIVE.add(process);
            return new ServerProcess(process, output);
        } catch (IOException e) {
            throw new CannotMeasure(command.get(0) + " could not be started: " + e.getMessage());
        }
    }

    /** The Java of this JVM with its class path. */
    static List<String> java(List<String> flags, Class<?> main, List<String> arguments) {
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        // Surefire's own class path is one jar with a manifest that points to the real one.
        command.addAll(
                List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }

    /** Waits until a condition holds; fails with what the process printed if it ends first. */
    ServerProcess await(String what, Duration patience, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new CannotMeasure(what + (process.isAlive() ? " is not ready after " + patience : " has ended")
                        + "; it said:\n" + said());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return this;
    }

    /** Waits until somebody listens on a port of the loopback interface. */
    ServerProcess awaitPort(String what, int port, Duration patience) throws InterruptedException {
        return await(what, patience, () -> isOpen(port));
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What it printed, both streams. */
    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "(" + output + " can't be read)";
        }
    }

    Process process() {
        return process;
    }

    /** SIGKILL, as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, as service managers do; waits for the end. */
    void terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    @Override
    public void close() {
        try {
            terminate();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
