package io.citybrain.city.detection;

import io.citybrain.city.alert.AlertState;
import io.citybrain.city.detection.Episode.Phase;

/**
 * The alarm state machine of one rule at one sensor, after ISA-18.2 / IEC 62682: separate raise and clear conditions,
 * on-delay, off-delay, flap suppression, shelving. Pure: {@code (episode, condition, time) -> episode'}. A change that
 * people must see raises {@link Episode#revision()} by one; a null episode is "normal".
 */
final class AlarmMachine {
    /** An alert that comes back within this time of its clearing flaps. */
    static final long FLAP_WINDOW_MILLIS = 600_000;
    /** From the third return on, the alert clears only after it has been quiet for the whole flap window. */
    static final int FLAPS_THAT_COUNT = 3;

    private AlarmMachine() {}

    /**
     * What the clock decides. The caller repeats it until nothing changes: at most an on-delay, an off-delay and a shelf
     * end. A delay counts from when the message that began it came in.
     *
     * @param nowMillis the city clock
     */
    static Episode expire(Episode episode, Bounds bounds, long nowMillis) {
        if (nowMillis < deadline(episode, bounds)) {
            return episode;
        }
        if (nowMillis >= delayEnds(episode, bounds, episode.arrivedAtMillis())) {
            return endDelay(episode, bounds);
        }
        return episode.handled(new Episode.Handling(
                AlertState.ACTIVE, 0, null, episode.lastCommandId(), episode.shelvedUntilMillis()));
    }

    /** When {@link #expire} next has something to decide; Long.MAX_VALUE = never. */
    static long deadline(Episode episode, Bounds bounds) {
        long shelfEnds = episode.isOpen() && episode.state() == AlertState.SHELVED
                ? episode.shelvedUntilMillis()
                : Long.MAX_VALUE;
        return Math.min(shelfEnds, delayEnds(episode, bounds, episode.arrivedAtMillis()));
    }

    /**
     * What had been decided before a reading was observed, by the sensor's own time: a delay that had run out by then.
     *
     * @param atMillis the reading's time
     */
    static Episode expireBefore(Episode episode, Bounds bounds, long atMillis) {
        return atMillis > delayEnds(episode, bounds, 0) ? endDelay(episode, bounds) : episode;
    }

    private static long delayEnds(Episode episode, Bounds bounds, long arrivedAtMillis) {
        return switch (episode.phase()) {
            case RAISING -> Math.max(episode.startMillis(), arrivedAtMillis) + bounds.onDelayMillis();
            case CLEARING -> Math.max(episode.sinceMillis(), arrivedAtMillis) + offDelayMillis(episode, bounds);
            case ACTIVE, RESTING -> Long.MAX_VALUE;
        };
    }

    /** Whoever brings the news, the alert has the time at which the delay ran out for the sensor. */
    private static Episode endDelay(Episode episode, Bounds bounds) {
        return episode.phase() == Phase.RAISING
                ? raise(episode, episode.startMillis() + bounds.onDelayMillis())
                : clear(episode, episode.sinceMillis() + offDelayMillis(episode, bounds));
    }

    /** An alert is not over before it began. */
    static Episode clear(Episode episode, long atMillis) {
        return episode.cleared(Math.max(atMillis, episode.raisedAtMillis()));
    }

    /**
     * What one reading decides, once {@link #expireBefore} has been asked.
     *
     * @param seen what was observed, when, and when it came in
     */
    static Episode judge(Episode episode, Condition condition, Seen seen, Bounds bounds) {
        boolean bad = condition.isBad();
        Phase phase = episode == null ? Phase.RESTING : episode.phase();
        return switch (phase) {
            case RESTING -> bad ? begin(episode, condition, seen, bounds) : rest(episode, seen.atMillis());
            case RAISING -> bad ? hold(episode, condition, seen.atMillis(), bounds) : giveUp(episode);
            case ACTIVE -> condition == Condition.CLEAR ? release(episode, seen, bounds) : episode;
            case CLEARING -> condition == Condition.CLEAR ? episode : episode.enter(Phase.ACTIVE, 0, 0);
        };
    }

    /**
     * One value as it was seen.
     *
     * @param value what, NaN = no number
     * @param atMillis when it was so
     * @param arrivedAtMillis the city time at which it came in; 0 = not known
     * @param observedAtMillis the time of the message behind it
     */
    record Seen(double value, long atMillis, long arrivedAtMillis, long observedAtMillis) {}

    private static Episode begin(Episode before, Condition condition, Seen seen, Bounds bounds) {
        long at = seen.atMillis();
        boolean shelved = before != null && before.state() == AlertState.SHELVED;
        Episode raising = new Episode(
                Phase.RAISING,
                at,
                before == null ? 0 : before.sinceMillis(),
                seen.arrivedAtMillis(),
                0,
                seen.observedAtMillis(),
                at,
                0,
                shelved ? AlertState.SHELVED : AlertState.ACTIVE,
                shelved ? before.shelvedUntilMillis() : 0,
                shelved ? before.by() : null,
                before == null ? 0 : before.flaps(),
                seen.value(),
                bounds.raise(),
                null);
        return hold(raising, condition, at, bounds);
    }

    private static Episode hold(Episode raising, Condition condition, long at, Bounds bounds) {
        if (condition == Condition.RAISE_AT_ONCE) {
            return raise(raising, at);
        }
        long due = raising.startMillis() + bounds.onDelayMillis();
        return at >= due ? raise(raising, due) : raising;
    }

    private static Episode raise(Episode raising, long atMillis) {
        boolean cameBack =
                raising.sinceMillis() > 0 && raising.startMillis() - raising.sinceMillis() <= FLAP_WINDOW_MILLIS;
        boolean stillShelved = raising.state() == AlertState.SHELVED && atMillis < raising.shelvedUntilMillis();
        return raising.raised(
                atMillis, stillShelved ? AlertState.SHELVED : AlertState.ACTIVE, cameBack ? raising.flaps() + 1 : 0);
    }

    private static Episode giveUp(Episode raising) {
        return raising.sinceMillis() > 0 ? raising.enter(Phase.RESTING, raising.sinceMillis(), 0) : null;
    }

    private static Episode rest(Episode episode, long at) {
        if (episode == null) {
            return null;
        }
        boolean remembered = at - episode.sinceMillis() <= FLAP_WINDOW_MILLIS
                || (episode.state() == AlertState.SHELVED && at < episode.shelvedUntilMillis());
        return remembered ? episode : null;
    }

    private static Episode release(Episode active, Seen seen, Bounds bounds) {
        return offDelayMillis(active, bounds) == 0
                ? clear(active, seen.atMillis())
                : active.enter(Phase.CLEARING, seen.atMillis(), seen.arrivedAtMillis());
    }

    private static long offDelayMillis(Episode episode, Bounds bounds) {
        return episode.flaps() >= FLAPS_THAT_COUNT
                ? Math.max(bounds.offDelayMillis(), FLAP_WINDOW_MILLIS)
                : bounds.offDelayMillis();
    }
}
