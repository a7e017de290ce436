package io.citybrain.devices;

import java.util.HexFormat;

/** Bytes as people write them. */
final class Hex {

    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    private Hex() {}

    /** Two upper-case digits. */
    static String of(int value) {
        return UPPER.toHexDigits((byte) value);
    }

    /** Upper-case digits without separators. */
    static String of(byte[] bytes, int from, int to) {
        return UPPER.formatHex(bytes, from, to);
    }
}
