package io.citybrain.city.roads;

/** A connection as it was given, and what the assembly finds out about it. */
final class ConnectionDraft {

    final int line;
    final NetworkBuilder.Connection given;
    int fromEdge = -1;
    int toEdge = -1;
    int fromLane = -1;
    int toLane = -1;
    int junction = -1;
    int request = -1;
    int signal = Turns.UNCONTROLLED;
    int turn = -1;

    ConnectionDraft(int line, NetworkBuilder.Connection given) {
        this.line = line;
        this.given = given;
    }

    /** True for pedestrians who cross at a signal: a link without a turn. */
    boolean isCrossing() {
        return fromEdge < 0;
    }

    @Override
    public String toString() {
        return "connection " + given.from() + " to " + given.to();
    }
}
