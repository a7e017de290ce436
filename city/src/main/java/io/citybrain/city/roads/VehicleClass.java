package io.citybrain.city.roads;

/** Who may drive on a lane: of SUMO's vehicle classes the two that matter here. */
public enum VehicleClass {
    EMERGENCY(0b01),
    PASSENGER(0b10);

    /** All classes as bits. */
    public static final int ALL = 0b11;

    private final int bit;

    VehicleClass(int bit) {
        this.bit = bit;
    }

    /** This class as a bit of what a lane allows. */
    public int bit() {
        return bit;
    }
}
