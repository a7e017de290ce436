package io.citybrain.city.greenwave;

/**
 * How far an ambulance is along its route, from positions that may be noisy, late, doubled or missing. Between two
 * positions it is taken to drive on at its last speed.
 */
final class Progress {
    /** A position read by GPS wanders by some 8 m; a junction is behind only when the ambulance is so far past it. */
    static final double NOISY_MARGIN_METRES = 15;
    /** The front is reported; the rest of the vehicle follows. */
    static final double EXACT_MARGIN_METRES = 5;

    private static final double TRUST_IN_A_NOISY_FIX = 0.5;
    /** Farther apart than that, the fix is right and the dead reckoning is wrong. */
    private static final double JUMP_METRES = 40;
    /** Metres a second of an ambulance that does not tell its speed, at most. */
    private static final double FASTEST = 40;
    /** More positions in a row beside the route, and no route from there: no signal is held for it. */
    private static final int SURELY_OFF_ROUTE_FIXES = 4;

    private long lastPositionAtMillis;
    private long silentMillis;
    private int edgeOnRoute;
    private double metresOnEdge;
    private int leftRouteFixes;

    private double metres;
    private double speedMetresPerSecond;
    private double marginMetres = EXACT_MARGIN_METRES;

    void restore(Mission record) {
        lastPositionAtMillis = record.lastPositionAtMillis();
        silentMillis = record.silentMillis();
        edgeOnRoute = record.edgeOnRoute();
        metresOnEdge = record.metresOnEdge();
        leftRouteFixes = record.leftRouteFixes();
    }

    /** At the start of a route, or of a new one. */
    void startAt(Corridor corridor, double onFirstEdgeMetres) {
        edgeOnRoute = 0;
        leftRouteFixes = 0;
        place(corridor, onFirstEdgeMetres);
    }

    /** After a restart: the distance again from what was stored. */
    void resume(Corridor corridor) {
        edgeOnRoute = Math.min(edgeOnRoute, corridor.size() - 1);
        place(corridor, corridor.startMetres(edgeOnRoute) + metresOnEdge);
    }

    /** A position on the route, {@code alongMetres} from the route's start. */
    void advance(Corridor corridor, double alongMetres, double speed, long observedAtMillis, boolean exact) {
        double expected = metresAt(observedAtMillis);
        boolean trusted = exact || lastPositionAtMillis == 0 || Math.abs(alongMetres - expected) > JUMP_METRES;
        leftRouteFixes = 0;
        speedMetresPerSecond = Double.isNaN(speed) ? speedTo(alongMetres, observedAtMillis) : speed;
        lastPositionAtMillis = observedAtMillis;
        marginMetres = exact ? EXACT_MARGIN_METRES : NOISY_MARGIN_METRES;
        silentMillis = 0;
        place(corridor, trusted ? alongMetres : expected + TRUST_IN_A_NOISY_FIX * (alongMetres - expected));
    }

    /** From the position before, where the ambulance does not tell. */
    private double speedTo(double alongMetres, long observedAtMillis) {
        double seconds = (observedAtMillis - lastPositionAtMillis) / 1000.0;
        boolean isFirst = lastPositionAtMillis == 0 || seconds <= 0;
        return isFirst ? 0 : Math.max(0, Math.min(FASTEST, (alongMetres - metres) / seconds));
    }

    /** A position beside the route. */
    void stray(long observedAtMillis, double speed) {
        leftRouteFixes++;
        lastPositionAtMillis = observedAtMillis;
        speedMetresPerSecond = Double.isNaN(speed) ? speedMetresPerSecond : speed;
        silentMillis = 0;
    }

    /** True if it has left its route and no other was found. */
    boolean isSurelyOffRoute() {
        return leftRouteFixes > SURELY_OFF_ROUTE_FIXES;
    }

    /** The mission is over: from now on the silence tells how long ago. */
    void silenceFromNow() {
        silentMillis = 0;
    }

    void age(long stepMillis) {
        silentMillis += stepMillis;
    }

    private void place(Corridor corridor, double alongMetres) {
        metres = Math.max(0, alongMetres);
        edgeOnRoute = corridor.edgeAt(metres);
        metresOnEdge = metres - corridor.startMetres(edgeOnRoute);
    }

    long lastPositionAtMillis() {
        return lastPositionAtMillis;
    }

    long silentMillis() {
        return silentMillis;
    }

    int edgeOnRoute() {
        return edgeOnRoute;
    }

    double metresOnEdge() {
        return metresOnEdge;
    }

    int leftRouteFixes() {
        return leftRouteFixes;
    }

    double speedMetresPerSecond() {
        return speedMetresPerSecond;
    }

    double marginMetres() {
        return marginMetres;
    }

    /** Along the route at the newest position. */
    double metres() {
        return metres;
    }

    /** Along the route now, if it drove on as it did; never more than five seconds on. */
    double metresAt(long nowMillis) {
        long since = Math.max(0, Math.min(5000, nowMillis - lastPositionAtMillis));
        return lastPositionAtMillis == 0 ? metres : metres + speedMetresPerSecond * since / 1000.0;
    }
}
