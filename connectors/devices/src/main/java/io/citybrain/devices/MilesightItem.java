package io.citybrain.devices;

/** What may stand in a channel of a Milesight frame, and how many bytes it has. */
enum MilesightItem {
    BATTERY(1),
    TEMPERATURE(2),
    DISTANCE(2),
    POSITION(1),
    ANGLES(7),
    DEPTH(2),
    LOCATION(9),
    TEMPERATURE_ALARM(3),
    DISTANCE_ALARM(3),
    DISTANCE_JUMP(5),
    DISASSEMBLY_ALARM(1),
    DISTANCE_HISTORY(6),
    DEPTH_HISTORY(6),
    MEASURING_RANGE(5);

    private final int bytes;

    MilesightItem(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    boolean isAlarm() {
        return switch (this) {
            case TEMPERATURE_ALARM, DISTANCE_ALARM, DISTANCE_JUMP, DISASSEMBLY_ALARM -> true;
            default -> false;
        };
    }
}
