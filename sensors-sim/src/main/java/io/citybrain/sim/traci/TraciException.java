package io.citybrain.sim.traci;

/** SUMO refused a command, ended, or can't be started. The message says which and what SUMO itself said. */
public final class TraciException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TraciException(String message) {
        super(message);
    }

    public TraciException(String message, Throwable cause) {
        super(message, cause);
    }
}
