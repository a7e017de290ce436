package io.citybrain.city.incident;

import java.util.Locale;

/** What can happen to an incident. Append only: the names are stored. */
public enum EventType {
    REGISTERED,
    ALERT_JOINED,
    ALERT_CHANGED,
    LINKED,
    ACKNOWLEDGED,
    DISPATCHED,
    ACCEPTED,
    ON_THE_WAY,
    ARRIVED,
    RESOLVED,
    VERIFIED,
    CLOSED,
    REJECTED,
    REOPENED,
    SHELVED,
    UNSHELVED,
    ESCALATED;

    /** The word in JSON and in the store, such as {@code alert-joined}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
