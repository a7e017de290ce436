package io.citybrain.city.greenwave;

/**
 * A controller's answer to a command.
 *
 * @param status {@code granted}, {@code pending}, {@code rejected} or {@code released}
 * @param reason why it was rejected, or null
 */
public record PriorityStatus(
        String signal, String mission, long sequence, String status, String reason, long observedAtMillis) {
    public static final String GRANTED = "granted";
    public static final String PENDING = "pending";
    public static final String REJECTED = "rejected";
    public static final String RELEASED = "released";
}
