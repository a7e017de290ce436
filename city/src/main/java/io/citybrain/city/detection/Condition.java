package io.citybrain.city.detection;

/** What a detector says of one reading. */
public enum Condition {
    /** The reading does not speak of this rule: nothing changes. */
    ABSENT,
    /** Normal. */
    CLEAR,
    /** Between the clear and the raise limit: an open alert stays open, none is raised. */
    HOLD,
    /** Beyond the raise limit. */
    RAISE,
    /** The device itself raised the alarm: no on-delay. */
    RAISE_AT_ONCE;

    boolean isBad() {
        return this == RAISE || this == RAISE_AT_ONCE;
    }
}
