package io.citybrain.city.greenwave;

/**
 * The city clock, and how much of it has passed since the last tick. A clock that is set back counts as one second: less
 * than that would lengthen a seizure, more would lose a mission.
 */
final class EscortClock {
    static final long USUAL_STEP_MILLIS = 1000;

    private long nowMillis;

    long now() {
        return nowMillis;
    }

    boolean hasStarted() {
        return nowMillis > 0;
    }

    /** The time that has passed. */
    long advance(long toMillis) {
        long step = nowMillis == 0 ? USUAL_STEP_MILLIS : toMillis - nowMillis;
        nowMillis = toMillis;
        return step < 0 ? USUAL_STEP_MILLIS : step;
    }

    void resume(long atMillis) {
        nowMillis = atMillis;
    }
}
