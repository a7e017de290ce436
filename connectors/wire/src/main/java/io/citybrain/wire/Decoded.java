package io.citybrain.wire;

/**
 * What a decoder made of some bytes: a value, or the reason why not. Exactly one of the two is null.
 *
 * @param value the decoded record, null if refused
 * @param reason what is wrong, where, and what to do about it; null if decoded
 */
public record Decoded<T>(T value, String reason) {

    public static <T> Decoded<T> of(T value) {
        return new Decoded<>(value, null);
    }

    public static <T> Decoded<T> refused(String reason) {
        return new Decoded<>(null, reason);
    }

    public boolean isRefused() {
        return reason != null;
    }
}
