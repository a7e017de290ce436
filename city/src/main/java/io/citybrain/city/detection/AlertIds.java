package io.citybrain.city.detection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Deterministic alert ids: a replay of the same readings gives the same ids. */
public final class AlertIds {
    private static final int ID_BYTES = 16;

    private AlertIds() {}

    /** First 128 bits of SHA-256 over rule, sensor and start of the episode, hexadecimal. */
    public static String of(String rule, String sensor, long startMillis) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((rule + '\n' + sensor + '\n' + startMillis).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
