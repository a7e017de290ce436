package io.citybrain.mqtt.session;

/**
 * How a session's feed is doing, in order with its messages.
 *
 * @param session name of the session
 * @param state what happened
 * @param atMillis epoch milliseconds at which this process noticed
 */
public record FeedStatus(String session, State state, long atMillis) {
    /** States of a feed. */
    public enum State {
        /** Not connected, or connected and still behind: silence means nothing. True at each start. */
        LOST,
        /** Everything that the broker had kept has been read: from here on silence is silence. */
        CAUGHT_UP,
        /** The broker had forgotten the session: what came while we were away is gone. */
        SESSION_LOST
    }
}
