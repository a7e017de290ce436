package io.citybrain.devices;

/**
 * Numbers out of bytes. Callers check the length of the frame first and say what is missing; nothing here is a check.
 */
final class Octets {

    private Octets() {}

    static int unsigned8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    static int unsigned16(byte[] bytes, int at) {
        return unsigned8(bytes, at) << 8 | unsigned8(bytes, at + 1);
    }

    static int signed16(byte[] bytes, int at) {
        return (short) unsigned16(bytes, at);
    }

    static int unsigned16LittleEndian(byte[] bytes, int at) {
        return unsigned8(bytes, at + 1) << 8 | unsigned8(bytes, at);
    }

    static int signed16LittleEndian(byte[] bytes, int at) {
        return (short) unsigned16LittleEndian(bytes, at);
    }

    static int signed32LittleEndian(byte[] bytes, int at) {
        return unsigned16LittleEndian(bytes, at + 2) << 16 | unsigned16LittleEndian(bytes, at);
    }

    /** As a double, which holds every unsigned 32-bit number exactly. */
    static double unsigned32LittleEndian(byte[] bytes, int at) {
        return unsigned16LittleEndian(bytes, at + 2) * 65536.0 + unsigned16LittleEndian(bytes, at);
    }
}
