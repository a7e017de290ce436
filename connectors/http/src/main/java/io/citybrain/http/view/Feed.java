package io.citybrain.http.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.citybrain.wire.Health;
import io.citybrain.wire.Instants;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whether what the door shows is alive: its link to the broker, the jobs' pulses. At most {@link #MOST} components. */
final class Feed {
    static final int MOST = 200;
    /** A process beats each second. */
    private static final long PULSE_MILLIS = 5_000;

    /** Components by the word that a page knows them by. */
    private static final Map<String, String> WORDS = Map.of("standalone", "sensing", "green-wave", "escort");

    private final Map<String, Pulse> pulses = new LinkedHashMap<>();
    private boolean isLinked;
    private long linkChangedAtMillis;

    private record Pulse(Health.Status status, long heardAtMillis, String detail) {}

    void link(boolean isUp, long wallMillis) {
        if (isLinked != isUp || linkChangedAtMillis == 0) {
            isLinked = isUp;
            linkChangedAtMillis = wallMillis;
        }
    }

    boolean isLinked() {
        return isLinked;
    }

    /** @param isBeat false: a retained word, which may be old */
    void hear(Health health, boolean isBeat, long wallMillis) {
        String word = WORDS.getOrDefault(health.component(), health.component());
        Pulse before = pulses.get(word);
        if (before != null || pulses.size() < MOST) {
            long heardAt = isBeat ? wallMillis : before == null ? 0 : before.heardAtMillis();
            pulses.put(word, new Pulse(health.status(), heardAt, health.detail()));
        }
    }

    /** {@code {"mqtt","since","jobs":{name:{"up","status","at"?,"detail"?}}}} as fields of an object that is open. */
    void write(JsonGenerator json, long wallMillis) throws IOException {
        json.writeBooleanField("mqtt", isLinked);
        json.writeStringField("since", Instants.format(linkChangedAtMillis));
        json.writeObjectFieldStart("jobs");
        for (Map.Entry<String, Pulse> entry : pulses.entrySet()) {
            Pulse pulse = entry.getValue();
            boolean isUp = pulse.status() != Health.Status.DOWN && wallMillis - pulse.heardAtMillis() <= PULSE_MILLIS;
            json.writeObjectFieldStart(entry.getKey());
            json.writeBooleanField("up", isUp);
            json.writeStringField("status", pulse.status().word());
            if (pulse.heardAtMillis() != 0) {
                json.writeStringField("at", Instants.format(pulse.heardAtMillis()));
            }
            if (pulse.detail() != null) {
                json.writeStringField("detail", pulse.detail());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
