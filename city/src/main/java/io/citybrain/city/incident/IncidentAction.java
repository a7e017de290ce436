package io.citybrain.city.incident;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person may want of an incident, and the states in which that is possible. */
public enum IncidentAction {
    ACKNOWLEDGE(EventType.ACKNOWLEDGED, IncidentState.REGISTERED, IncidentState.VERIFIED),
    ASSIGN(EventType.DISPATCHED, IncidentState.REGISTERED, IncidentState.ON_SITE),
    ACCEPT(EventType.ACCEPTED, IncidentState.DISPATCHED, IncidentState.DISPATCHED),
    ON_THE_WAY(EventType.ON_THE_WAY, IncidentState.DISPATCHED, IncidentState.ACCEPTED),
    ARRIVE(EventType.ARRIVED, IncidentState.DISPATCHED, IncidentState.ON_THE_WAY),
    /** Possible without the steps before it: a phone may have lost them, and mended is mended. */
    RESOLVE(EventType.RESOLVED, IncidentState.DISPATCHED, IncidentState.ON_SITE),
    VERIFY(EventType.VERIFIED, IncidentState.RESOLVED, IncidentState.RESOLVED),
    CLOSE(EventType.CLOSED, IncidentState.VERIFIED, IncidentState.VERIFIED),
    REJECT(EventType.REJECTED, IncidentState.REGISTERED, IncidentState.ON_SITE),
    REOPEN(EventType.REOPENED, IncidentState.RESOLVED, IncidentState.REJECTED),
    SHELVE(EventType.SHELVED, IncidentState.REGISTERED, IncidentState.ON_SITE),
    UNSHELVE(EventType.UNSHELVED, IncidentState.REGISTERED, IncidentState.ON_SITE),
    /** Calls departments (吹哨报到). */
    WHISTLE(null, null, null),
    /** A department's answer to that. */
    ANSWER(null, null, null);

    private final EventType event;
    private final Set<IncidentState> states;

    IncidentAction(EventType event, IncidentState first, IncidentState last) {
        this.event = event;
        this.states = first == null ? EnumSet.noneOf(IncidentState.class) : EnumSet.range(first, last);
    }

    /** What has happened when it was carried out; null = it can't be yet. */
    EventType event() {
        return event;
    }

    boolean isPossibleWhile(IncidentState state) {
        return states.contains(state);
    }

    /** The states in which it is possible, as in {@code dispatched, accepted}. */
    String possibleStates() {
        return states.stream().map(IncidentState::word).collect(Collectors.joining(", "));
    }

    /** The word in JSON, such as {@code on-the-way}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The action of that word, or null. */
    public static IncidentAction find(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word().equals(word))
                .findFirst()
                .orElse(null);
    }
}
