package io.citybrain.sim.traci;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What SUMO answered, value by value. */
final class ResponseReader {
    private static final int OK = 0;

    private final ByteBuffer bytes;

    ResponseReader(byte[] message) {
        this.bytes = ByteBuffer.wrap(message);
    }

    int unsigned() {
        return bytes.get() & 0xff;
    }

    int integer() {
        return bytes.getInt();
    }

    double number() {
        return bytes.getDouble();
    }

    String text() {
        int length = bytes.getInt();
        String text = new String(bytes.array(), bytes.position(), length, StandardCharsets.UTF_8);
        bytes.position(bytes.position() + length);
        return text;
    }

    List<String> texts() {
        int count = integer();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    /** Reads over a command's length, which is one byte or, if that is 0, four more. */
    ResponseReader length() {
        if (unsigned() == 0) {
            integer();
        }
        return this;
    }

    /** @throws TraciException if SUMO refused the command */
    ResponseReader expectOk(String what) {
        length();
        int command = unsigned();
        int result = unsigned();
        String words = text();
        if (result != OK) {
            throw new TraciException("SUMO refused to " + what + " (command 0x" + Integer.toHexString(command) + "): "
                    + (words.isEmpty() ? "no reason given" : words));
        }
        return this;
    }

    /** A value with its type in front: Double, String, List of strings or doubles, or double[] of coordinates. */
    Object typed() {
        int type = unsigned();
        return switch (type) {
            case Type.UNSIGNED_BYTE, Type.BYTE -> (double) unsigned();
            case Type.INTEGER -> (double) integer();
            case Type.DOUBLE -> number();
            case Type.STRING -> text();
            case Type.STRING_LIST -> texts();
            case Type.POSITION_2D -> new double[] {number(), number()};
            case Type.POSITION_3D -> new double[] {number(), number(), number()};
            case Type.DOUBLE_LIST -> doubles();
            case Type.COMPOUND -> compound();
            default -> throw new TraciException("SUMO sent a value of unknown type 0x" + Integer.toHexString(type));
        };
    }

    private double[] doubles() {
        double[] values = new double[integer()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number();
        }
        return values;
    }

    private List<Object> compound() {
        int count = integer();
        List<Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(typed());
        }
        return values;
    }
}
