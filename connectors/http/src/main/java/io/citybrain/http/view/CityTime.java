package io.citybrain.http.view;

import io.citybrain.wire.ClockTick;

/** The city's time: the wall's, or that of {@code city/v1/clock}, carried on between two ticks at its speed. */
final class CityTime {
    /** A clock that says nothing for longer stands still. */
    private static final long LONGEST_CARRY_MILLIS = 2_000;

    private ClockTick tick;
    private long heardAtMillis;

    void hear(ClockTick newTick, long wallMillis) {
        tick = newTick;
        heardAtMillis = wallMillis;
    }

    long nowMillis(long wallMillis) {
        if (tick == null) {
            return wallMillis;
        }
        long since = Math.min(LONGEST_CARRY_MILLIS, Math.max(0, wallMillis - heardAtMillis));
        return tick.nowMillis() + (long) (since * tick.speed());
    }

    /** City seconds per second of the wall. */
    double speed() {
        return tick == null ? 1 : tick.speed();
    }
}
