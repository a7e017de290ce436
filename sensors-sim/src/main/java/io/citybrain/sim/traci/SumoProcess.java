package io.citybrain.sim.traci;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A SUMO that listens on a port of its own; what it says goes to a log file. Ended by {@link #close}. */
final class SumoProcess implements AutoCloseable {
    private static final long START_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long TRY_EACH_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int LAST_WORDS = 5;
    /** SUMO binds the port that we found free some milliseconds later; another process may be faster. */
    private static final int TRIES = 5;

    private final Process process;
    private final Path log;
    private final Socket socket;

    private SumoProcess(Process process, Path log, Socket socket) {
        this.process = process;
        this.log = log;
        this.socket = socket;
    }

    static SumoProcess start(String program, List<String> options, Path log) {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            Process process = launch(program, options, port, log);
            try {
                return new SumoProcess(process, log, connect(process, port, log));
            } catch (TraciException e) {
                process.destroyForcibly();
                if (attempt == TRIES || !lastWords(log).contains("port")) {
                    throw e;
                }
            }
        }
    }

    private static Process launch(String program, List<String> options, int port, Path log) {
        List<String> command = new ArrayList<>();
        command.add(program);
        command.addAll(options);
        command.add("--remote-port");
        command.add(Integer.toString(port));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        // Without it SUMO looks its XML schemas up on the web.
        builder.environment().putIfAbsent("SUMO_HOME", "/usr/share/sumo");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new TraciException(
                    "SUMO can't be started as '" + program + "': " + e.getMessage()
                            + ". On Debian: apt-get install --no-install-recommends sumo",
                    e);
        }
    }

    private static Socket connect(Process process, int port, Path log) {
        long giveUp = System.nanoTime() + START_WITHIN_NANOS;
        while (System.nanoTime() < giveUp) {
            try {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    throw new TraciException(
                            "SUMO ended with code " + process.exitValue() + " before it could be reached: "
                                    + lastWords(log),
                            notYet);
                }
                LockSupport.parkNanos(TRY_EACH_NANOS);
            }
        }
        throw new TraciException("SUMO did not listen within 60 s: " + lastWords(log));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Socket socket() {
        return socket;
    }

    String lastWords() {
        return lastWords(log);
    }

    private static String lastWords(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
        } catch (IOException e) {
            return "its log " + log + " can't be read: " + e.getMessage();
        }
    }

    /** Waits for SUMO to end by itself, so that its output files are whole; ends it if it doesn't. */
    @Override
    public void close() {
        try {
            socket.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
