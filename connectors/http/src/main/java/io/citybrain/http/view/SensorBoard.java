package io.citybrain.http.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.detection.RuleBook;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.wire.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The registered sensors in columns, each with one character of state and its newest reading. A sensor keeps its index
 * as long as this process lives: patches name indices. At most {@link #MOST} sensors; more are not shown.
 */
final class SensorBoard implements Board {
    static final int MOST = 1_000_000;
    /** Normal. */
    static final char NORMAL = '0';

    static final char SILENT = '5';
    static final char SHELVED = '6';
    static final char NOT_HEARD = '7';
    static final char GONE = '-';

    private static final Kind[] KINDS = Kind.values();

    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<SensorEntry> entries = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final StringBuilder states = new StringBuilder();
    private final BitSet changed = new BitSet();
    private final BitSet added = new BitSet();
    private final List<String> removed = new ArrayList<>();
    private final AlertBoard alerts;

    SensorBoard(AlertBoard alerts) {
        this.alerts = alerts;
    }

    @Override
    public Part part() {
        return Part.SENSORS;
    }

    /** A registry entry came. */
    void register(SensorEntry entry) {
        Integer known = indexes.get(entry.sensor());
        if (known == null) {
            if (ids.size() >= MOST) {
                return;
            }
            known = ids.size();
            indexes.put(entry.sensor(), known);
            ids.add(entry.sensor());
            entries.add(entry);
            readings.add(null);
            states.append(GONE);
        }
        SensorEntry before = entries.set(known, entry);
        boolean isNew = states.charAt(known) == GONE;
        states.setCharAt(known, stateOf(known));
        if (isNew || before.kind() != entry.kind() || !before.place().equals(entry.place())) {
            added.set(known);
        }
    }

    void unregister(String sensor) {
        Integer index = indexes.get(sensor);
        if (index != null && states.charAt(index) != GONE) {
            states.setCharAt(index, GONE);
            readings.set(index, null);
            added.clear(index);
            changed.clear(index);
            removed.add(sensor);
        }
    }

    /** A sensor spoke. */
    void hear(Reading reading) {
        Integer index = indexes.get(reading.sensor());
        if (index == null || states.charAt(index) == GONE) {
            return;
        }
        Reading before = readings.get(index);
        if (before == null || before.observedAtMillis() <= reading.observedAtMillis()) {
            readings.set(index, reading);
        }
        if (before == null) {
            judge(index);
        }
    }

    /** The sensor's alerts have changed. */
    void judge(String sensor) {
        Integer index = indexes.get(sensor);
        if (index != null && states.charAt(index) != GONE) {
            judge(index);
        }
    }

    private void judge(int index) {
        char state = stateOf(index);
        if (states.charAt(index) != state) {
            states.setCharAt(index, state);
            changed.set(index);
        }
    }

    private char stateOf(int index) {
        Collection<Alert> open = alerts.openOf(ids.get(index));
        int worst = -1;
        boolean isSilent = false;
        for (Alert alert : open) {
            if (alert.state() == AlertState.SHELVED) {
                continue;
            }
            if (alert.rule().equals(RuleBook.SILENT)) {
                isSilent = true;
            } else {
                worst = Math.max(worst, level(alert));
            }
        }
        if (worst >= 0) {
            return (char) ('1' + worst);
        }
        if (isSilent) {
            return SILENT;
        }
        if (!open.isEmpty()) {
            return SHELVED;
        }
        // A LoRaWAN device's frames come on topics that the door does not read.
        boolean isHeard = readings.get(index) != null || entries.get(index).device() != null;
        return isHeard ? NORMAL : NOT_HEARD;
    }

    private static int level(Alert alert) {
        return switch (alert.severity()) {
            case INFO -> 0;
            case MINOR -> 1;
            case MAJOR -> 2;
            case CRITICAL -> 3;
        };
    }

    /** Calls for each registered sensor, in the order of their indices. */
    void forEach(java.util.function.Consumer<SensorView> visitor) {
        for (int i = 0; i < ids.size(); i++) {
            if (states.charAt(i) != GONE) {
                visitor.accept(new SensorView(entries.get(i), states.charAt(i), readings.get(i)));
            }
        }
    }

    /** The sensor, or null. */
    SensorView find(String sensor) {
        Integer index = indexes.get(sensor);
        return index == null || states.charAt(index) == GONE
                ? null
                : new SensorView(entries.get(index), states.charAt(index), readings.get(index));
    }

    int count() {
        int count = 0;
        for (int i = 0; i < states.length(); i++) {
            count += states.charAt(i) == GONE ? 0 : 1;
        }
        return count;
    }

    int countSilent() {
        int count = 0;
        for (int i = 0; i < states.length(); i++) {
            count += states.charAt(i) == SILENT ? 1 : 0;
        }
        return count;
    }

    @Override
    public void sweep(Set<String> topics) {
        for (int i = 0; i < ids.size(); i++) {
            if (states.charAt(i) != GONE && !topics.contains(Topics.registry(ids.get(i)))) {
                unregister(ids.get(i));
            }
        }
    }

    @Override
    public boolean hasChanges() {
        return !changed.isEmpty() || !added.isEmpty() || !removed.isEmpty();
    }

    @Override
    public void writeAll(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("sensors");
        BitSet all = new BitSet(ids.size());
        all.set(0, ids.size());
        writeColumns(all, json);
        json.writeEndObject();
    }

    private void writeColumns(BitSet which, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("ids");
        for (int i = which.nextSetBit(0); i >= 0; i = which.nextSetBit(i + 1)) {
            json.writeString(ids.get(i));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("kinds");
        for (Kind kind : KINDS) {
            json.writeString(kind.topicName());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("kind");
        for (int i = which.nextSetBit(0); i >= 0; i = which.nextSetBit(i + 1)) {
            json.writeNumber(kindIndex(entries.get(i).kind()));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("lon");
        for (int i = which.nextSetBit(0); i >= 0; i = which.nextSetBit(i + 1)) {
            Degrees.write(json, entries.get(i).place().longitude());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("lat");
        for (int i = which.nextSetBit(0); i >= 0; i = which.nextSetBit(i + 1)) {
            Degrees.write(json, entries.get(i).place().latitude());
        }
        json.writeEndArray();
        StringBuilder text = new StringBuilder(which.cardinality());
        for (int i = which.nextSetBit(0); i >= 0; i = which.nextSetBit(i + 1)) {
            text.append(states.charAt(i));
        }
        json.writeStringField("state", text.toString());
    }

    @SuppressWarnings("EnumOrdinal") // within one message that names the kinds
    private static int kindIndex(Kind kind) {
        return kind.ordinal();
    }

    @Override
    public void writeChanges(JsonGenerator json) throws IOException {
        if (!removed.isEmpty()) {
            json.writeArrayFieldStart("sensorsRemoved");
            for (String sensor : removed) {
                json.writeString(sensor);
            }
            json.writeEndArray();
            removed.clear();
        }
        if (!added.isEmpty()) {
            json.writeObjectFieldStart("sensorsAdded");
            writeColumns(added, json);
            json.writeEndObject();
            changed.andNot(added);
            added.clear();
        }
        if (!changed.isEmpty()) {
            json.writeObjectFieldStart("sensors");
            Columns.write(json, changed, states);
            json.writeEndObject();
            changed.clear();
        }
    }
}
