package io.citybrain.city.greenwave;

/** Where a mission stands. */
public enum MissionStatus {
    /** A route is known; a person has to decide. */
    REQUESTED("requested"),
    /** Decided; the ambulance's first position has not come yet. */
    APPROVED("approved"),
    REFUSED("refused"),
    UNDER_WAY("under-way"),
    ARRIVED("arrived"),
    CANCELLED("cancelled"),
    /** No positions: nothing is held. They may come back, until the settings' limit. */
    LOST("lost");

    private final String word;

    MissionStatus(String word) {
        this.word = word;
    }

    /** The word on the wire. */
    public String word() {
        return word;
    }

    /** True if nothing can follow. A lost mission may still go on. */
    public boolean isEnd() {
        return this == REFUSED || this == ARRIVED || this == CANCELLED;
    }
}
