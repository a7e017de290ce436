package io.citybrain.bench;

import java.io.PrintStream;
import java.time.Duration;

/** Tells on stderr what long work is doing: one line a step, with the time since the start. */
final class Progress {
    private final PrintStream out;
    private final long startNanos = System.nanoTime();

    Progress(PrintStream out) {
        this.out = out;
    }

    void step(String text) {
        Duration since = Duration.ofNanos(System.nanoTime() - startNanos);
        out.printf("[%2d:%02d] %s%n", since.toMinutes(), since.toSecondsPart(), text);
    }
}
