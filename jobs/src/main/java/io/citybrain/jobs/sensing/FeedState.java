package io.citybrain.jobs.sensing;

/** How it stands with the feed of messages. */
public enum FeedState {
    /** Not connected, or not through the backlog yet: silence says nothing. */
    LOST,
    /** Connected and through the backlog. */
    CAUGHT_UP,
    /** The broker has lost our session, and maybe what it retained. */
    SESSION_LOST,
    /** A tick of the log: whoever writes it is alive. */
    ALIVE
}
