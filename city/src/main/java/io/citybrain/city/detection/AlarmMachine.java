package io.citybrain.city.detection;

import io.citybrain.city.alert.AlertState;
import io.citybrain.city.detection.Episode.Phase;
import io.citybrain.city.sensing.Reading;

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
     * What the passing of time alone decides. The caller repeats it until nothing changes: at most an on-delay, an
     * off-delay and a shelf end.
     *
     * @param nowMillis the city clock; for a reading, the moment just before it
     */
    static Episode expire(Episode episode, Bounds bounds, long nowMillis) {
        if (episode == null) {
            return null;
        }
        if (nowMillis < deadline(episode, bounds)) {
            return episode;
        }
        if (episode.phase() == Phase.RAISING) {
            return raise(episode, episode.startMillis() + bounds.onDelayMillis());
        }
        if (episode.phase() == Phase.CLEARING && nowMillis >= episode.sinceMillis() + offDelayMillis(episode, bounds)) {
            return episode.cleared(episode.sinceMillis() + offDelayMillis(episode, bounds));
        }
        return episode.handled(new Episode.Handling(
                AlertState.ACTIVE, 0, null, episode.lastCommandId(), episode.shelvedUntilMillis()));
    }

    /** When {@link #expire} next has something to decide; Long.MAX_VALUE = never. */
    static long deadline(Episode episode, Bounds bounds) {
        if (episode == null) {
            return Long.MAX_VALUE;
        }
        long shelfEnds = episode.isOpen() && episode.state() == AlertState.SHELVED
                ? episode.shelvedUntilMillis()
                : Long.MAX_VALUE;
        return switch (episode.phase()) {
            case RAISING -> episode.startMillis() + bounds.onDelayMillis();
            case CLEARING -> Math.min(shelfEnds, episode.sinceMillis() + offDelayMillis(episode, bounds));
            case ACTIVE -> shelfEnds;
            case RESTING -> Long.MAX_VALUE;
        };
    }

    /** What one reading decides, once {@link #expire} has been asked for the time before it. */
    static Episode judge(Episode episode, Condition condition, Reading reading, double value, Bounds bounds) {
        long at = reading.observedAtMillis();
        boolean bad = condition == Condition.RAISE || condition == Condition.RAISE_AT_ONCE;
        Phase phase = episode == null ? Phase.RESTING : episode.phase();
        return switch (phase) {
            case RESTING -> bad ? begin(episode, condition, at, value, bounds) : rest(episode, at);
            case RAISING -> bad ? hold(episode, condition, at, bounds) : giveUp(episode);
            case ACTIVE -> condition == Condition.CLEAR ? release(episode, at, bounds) : episode;
            case CLEARING ->
                condition == Condition.CLEAR
                        ? episode
                        : condition == Condition.ABSENT ? episode : episode.enter(Phase.ACTIVE, 0);
        };
    }

    private static Episode begin(Episode before, Condition condition, long at, double value, Bounds bounds) {
        boolean shelved = before != null && before.state() == AlertState.SHELVED;
        Episode raising = new Episode(
                Phase.RAISING,
                at,
                before == null ? 0 : before.sinceMillis(),
                0,
                at,
                at,
                0,
                shelved ? AlertState.SHELVED : AlertState.ACTIVE,
                shelved ? before.shelvedUntilMillis() : 0,
                shelved ? before.by() : null,
                before == null ? 0 : before.flaps(),
                value,
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
        return raising.sinceMillis() > 0 ? raising.enter(Phase.RESTING, raising.sinceMillis()) : null;
    }

    private static Episode rest(Episode episode, long at) {
        if (episode == null) {
            return null;
        }
        boolean remembered = at - episode.sinceMillis() <= FLAP_WINDOW_MILLIS
                || (episode.state() == AlertState.SHELVED && at < episode.shelvedUntilMillis());
        return remembered ? episode : null;
    }

    private static Episode release(Episode active, long at, Bounds bounds) {
        return offDelayMillis(active, bounds) == 0 ? active.cleared(at) : active.enter(Phase.CLEARING, at);
    }

    private static long offDelayMillis(Episode episode, Bounds bounds) {
        return episode.flaps() >= FLAPS_THAT_COUNT
                ? Math.max(bounds.offDelayMillis(), FLAP_WINDOW_MILLIS)
                : bounds.offDelayMillis();
    }
}
