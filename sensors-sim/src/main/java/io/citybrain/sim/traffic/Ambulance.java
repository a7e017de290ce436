package io.citybrain.sim.traffic;

/** One ambulance and its crew: where it is, and what it was asked to do. */
final class Ambulance {
    final String id;
    /** Where it stands, or was seen last on the road. */
    Traffic.Whereabouts place;

    /** The mission that it drives or drove last; null before the first. */
    String mission;
    /** Its way as it drives it; null while it stands. */
    int[] route;

    double untilMetres;
    /** Since when it stands. */
    long standsSinceMillis;

    Ambulance(String id, Traffic.Whereabouts place) {
        this.id = id;
        this.place = place;
    }

    boolean drives() {
        return route != null;
    }
}
