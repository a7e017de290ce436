package io.citybrain.city.roads;

import java.util.List;

/** The signal controllers, by index from 0. */
public final class Signals {

    private final IdIndex ids;
    private final Signal[] signals;

    Signals(List<Signal> signals) {
        this.signals = signals.toArray(Signal[]::new);
        this.ids = new IdIndex(signals.stream().map(Signal::id).toList());
    }

    public int count() {
        return signals.length;
    }

    public Signal get(int signal) {
        return signals[signal];
    }

    /** The index of a signal, or -1. */
    public int find(String id) {
        return ids.find(id);
    }
}
