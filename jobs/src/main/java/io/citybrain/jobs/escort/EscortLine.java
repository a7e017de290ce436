package io.citybrain.jobs.escort;

import io.citybrain.city.greenwave.EscortEvent;
import io.citybrain.city.sensing.Rejection;

/** What goes to the store. Exactly one component is set. */
public record EscortLine(MissionLine mission, EscortEvent event, Rejection rejection) {

    static EscortLine of(MissionLine mission) {
        return new EscortLine(mission, null, null);
    }

    static EscortLine of(EscortEvent event) {
        return new EscortLine(null, event, null);
    }

    static EscortLine of(Rejection rejection) {
        return new EscortLine(null, null, rejection);
    }
}
