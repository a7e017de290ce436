package io.citybrain.http.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.citybrain.city.greenwave.PriorityStatus;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.wire.Instants;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What traffic signals show, who holds them, and which have gone quiet. At most {@link #MOST} signals. */
final class SignalBoard implements Board {
    static final int MOST = 100_000;
    /** A signal speaks at least every five seconds by the contract. */
    private static final long STALE_MILLIS = 15_000;

    private final Map<String, Shown> signals = new LinkedHashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();

    private static final class Shown {
        private String state = "";
        private String program = "";
        private String heldBy;
        private boolean isStale;
        private long observedAtMillis;
    }

    @Override
    public Part part() {
        return Part.SIGNALS;
    }

    void hear(Reading reading) {
        Shown signal = find(reading.sensor());
        if (signal == null || reading.observedAtMillis() < signal.observedAtMillis) {
            return;
        }
        String state = orEmpty(reading.text(Quantity.STATE));
        String program = orEmpty(reading.text(Quantity.PROGRAM));
        if (!state.equals(signal.state) || !program.equals(signal.program) || signal.isStale) {
            changed.add(reading.sensor());
        }
        signal.state = state;
        signal.program = program;
        signal.isStale = false;
        signal.observedAtMillis = reading.observedAtMillis();
    }

    /** A controller answered a priority request. */
    void hear(PriorityStatus status) {
        Shown signal = find(status.signal());
        if (signal == null) {
            return;
        }
        boolean isHeld = status.status().equals(PriorityStatus.GRANTED)
                || status.status().equals(PriorityStatus.PENDING);
        boolean isOfHolder = status.mission().equals(signal.heldBy);
        if (isHeld && !isOfHolder) {
            signal.heldBy = status.mission();
            changed.add(status.signal());
        } else if (!isHeld && isOfHolder) {
            signal.heldBy = null;
            changed.add(status.signal());
        }
    }

    private Shown find(String id) {
        Shown signal = signals.get(id);
        if (signal == null && signals.size() < MOST) {
            signal = new Shown();
            signals.put(id, signal);
        }
        return signal;
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    /** Once a second: who has gone quiet. */
    void tick(long cityMillis) {
        signals.forEach((id, signal) -> {
            if (!signal.isStale
                    && signal.observedAtMillis != 0
                    && cityMillis - signal.observedAtMillis > STALE_MILLIS) {
                signal.isStale = true;
                changed.add(id);
            }
        });
    }

    @Override
    public boolean hasChanges() {
        return !changed.isEmpty();
    }

    @Override
    public void writeAll(JsonGenerator json) throws IOException {
        write(signals.keySet(), json);
    }

    @Override
    public void writeChanges(JsonGenerator json) throws IOException {
        write(changed, json);
        changed.clear();
    }

    private void write(Collection<String> ids, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(Part.SIGNALS.word());
        for (String id : ids) {
            Shown signal = signals.get(id);
            json.writeStartObject();
            json.writeStringField("signal", id);
            json.writeStringField("state", signal.state);
            json.writeStringField("program", signal.program);
            if (signal.heldBy != null) {
                json.writeStringField("held", signal.heldBy);
            }
            json.writeBooleanField("stale", signal.isStale);
            if (signal.observedAtMillis != 0) {
                json.writeStringField("at", Instants.format(signal.observedAtMillis));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
