package io.citybrain.sim.safety;

/**
 * Something that must never be seen at a signal.
 *
 * @param atSeconds when
 * @param what such as "yellow of link 3 lasted 2 s instead of 3 s"
 */
public record Violation(double atSeconds, String signal, String what) {
    @Override
    public String toString() {
        return "%.0f s, signal %s: %s".formatted(atSeconds, signal, what);
    }
}
