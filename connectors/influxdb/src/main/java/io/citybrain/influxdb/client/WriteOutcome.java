package io.citybrain.influxdb.client;

/**
 * What the store answered to one write.
 *
 * @param failure what to do about it, or null when the lines are in the store
 * @param reason what the store or the network said; empty on success
 */
public record WriteOutcome(WriteFailure failure, String reason) {
    private static final int MAX_REASON_CHARS = 500;
    private static final WriteOutcome WRITTEN = new WriteOutcome(null, "");

    /** Shortens the reason to 500 characters: InfluxDB 1.x repeats every refused line in it. */
    public WriteOutcome {
        reason = reason.length() <= MAX_REASON_CHARS ? reason : reason.substring(0, MAX_REASON_CHARS) + "…";
    }

    /** The lines are in the store. */
    public static WriteOutcome written() {
        return WRITTEN;
    }

    static WriteOutcome ofStatus(int status, String reason) {
        return new WriteOutcome(WriteFailure.ofStatus(status), "HTTP " + status + ": " + reason);
    }

    static WriteOutcome unreachable(String reason) {
        return new WriteOutcome(WriteFailure.RETRY, reason);
    }

    /** True when the lines are in the store. */
    public boolean isWritten() {
        return failure == null;
    }
}
