package io.citybrain.sim.traci;

/** TraCI's codes of value types. */
final class Type {
    static final int POSITION_2D = 0x01;
    static final int POSITION_3D = 0x03;
    static final int UNSIGNED_BYTE = 0x07;
    static final int BYTE = 0x08;
    static final int INTEGER = 0x09;
    static final int DOUBLE = 0x0b;
    static final int STRING = 0x0c;
    static final int STRING_LIST = 0x0e;
    static final int COMPOUND = 0x0f;
    static final int DOUBLE_LIST = 0x10;

    private Type() {}
}
