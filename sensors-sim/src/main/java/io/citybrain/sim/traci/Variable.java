package io.citybrain.sim.traci;

/** TraCI's codes of what can be read or set; the same number means different things in different domains. */
public final class Variable {
    /** Ids of all objects of a domain. */
    public static final int IDS = 0x00;

    public static final int EDGE_VEHICLES = 0x10;
    public static final int EDGE_MEAN_SPEED = 0x11;
    public static final int EDGE_OCCUPANCY = 0x13;
    /** Vehicles slower than 0.1 m/s. */
    public static final int EDGE_HALTING = 0x14;

    public static final int EDGE_TRAVEL_TIME = 0x5a;

    public static final int SIGNAL_STATE = 0x20;
    public static final int SIGNAL_PHASE = 0x28;
    public static final int SIGNAL_PROGRAM = 0x29;
    public static final int SIGNAL_NEXT_SWITCH = 0x2d;
    public static final int SIGNAL_SET_PROGRAM = 0x23;

    public static final int SPEED = 0x40;
    public static final int POSITION = 0x42;
    public static final int ANGLE = 0x43;
    public static final int EDGE = 0x50;
    public static final int LANE_INDEX = 0x52;
    public static final int ROUTE = 0x57;
    public static final int LANE_POSITION = 0x56;
    public static final int ROUTE_INDEX = 0x69;
    public static final int TIME_LOSS = 0x8c;
    public static final int DISTANCE = 0x84;

    public static final int TIME = 0x66;
    public static final int DEPARTED = 0x74;
    public static final int TELEPORTING = 0x76;
    public static final int ARRIVED = 0x7a;
    public static final int PENDING = 0x94;
    public static final int EXPECTED = 0x7d;

    static final int ADD = 0x80;
    static final int ADD_FULL = 0x85;
    static final int REMOVE = 0x81;

    private Variable() {}
}
