package io.citybrain.sim.traci;

/** What SUMO lets be read, set and subscribed to. The codes of the four commands differ in their high half only. */
public enum Domain {
    SIGNAL(2),
    LANE(3),
    VEHICLE(4),
    VEHICLE_TYPE(5),
    ROUTE(6),
    EDGE(10),
    SIMULATION(11);

    private final int code;

    Domain(int code) {
        this.code = code;
    }

    int read() {
        return 0xa0 + code;
    }

    int set() {
        return 0xc0 + code;
    }

    int subscribe() {
        return 0xd0 + code;
    }

    int subscribeAround() {
        return 0x80 + code;
    }

    static Domain ofSubscription(int response) {
        for (Domain domain : values()) {
            if (domain.code == (response & 0x0f)) {
                return domain;
            }
        }
        throw new TraciException("SUMO sent a subscription of an unknown domain, 0x" + Integer.toHexString(response));
    }

    static boolean isAround(int response) {
        return (response & 0xf0) == 0x90;
    }
}
