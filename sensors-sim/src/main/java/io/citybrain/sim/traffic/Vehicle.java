package io.citybrain.sim.traffic;

/** A vehicle of the built-in traffic, on one lane. Metres count from the lane's begin, below 0 inside the junction. */
final class Vehicle {
    /** This is the last edge of its trip. */
    static final int ENDS_HERE = -1;

    /** An ambulance's name; null for anybody else. */
    final String ambulance;

    final double speedFactor;
    /** Anybody else's trip: so many edges more after this one. */
    int edgesLeft;
    /** An ambulance's way, and which edge of it this is. */
    int[] route;

    int onRoute;
    /** Where it stops on the last edge. */
    double untilMetres;

    int lane;
    int turn;
    /** A second ago, now, and in a second. */
    double before;

    double now;
    double next;
    /** The step in which it came over a junction: it has moved already. */
    long crossedAt = -1;

    Vehicle(String ambulance, double speedFactor) {
        this.ambulance = ambulance;
        this.speedFactor = speedFactor;
    }

    double speed() {
        return now - before;
    }

    boolean endsHere() {
        return turn == ENDS_HERE;
    }
}
