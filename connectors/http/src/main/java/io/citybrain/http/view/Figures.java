package io.citybrain.http.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.citybrain.city.alert.Severity;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/** The key figures, taken once a second. */
final class Figures implements Board {
    private static final int WINDOW_SECONDS = 5;
    private static final int MINUTE_SECONDS = 60;

    private final long[] telemetry = new long[WINDOW_SECONDS];
    private final long[] refusals = new long[MINUTE_SECONDS];
    private long telemetryNow;
    private long refusalsNow;
    private double lagMillis;
    private int second;
    private Values told;
    private Values values;

    /** What is shown. */
    private record Values(
            int sensors,
            int silent,
            long refusedPerMinute,
            long messagesPerSecond,
            Map<Severity, Integer> alertsOpen,
            int alarmsLast10Min,
            int incidentsOpen,
            int overdue,
            int missionsActive,
            long savedSecondsToday,
            long lagMillis) {}

    @Override
    public Part part() {
        return Part.FIGURES;
    }

    /** A sensor's message came, so many city milliseconds after its own time. */
    void telemetry(long lag) {
        telemetryNow++;
        // Each message moves the mean by a hundredth.
        lagMillis += (Math.max(0, lag) - lagMillis) / 100;
    }

    void refused() {
        refusalsNow++;
    }

    /** Once a second. */
    void take(CityView view, long cityMillis, long day) {
        telemetry[second % WINDOW_SECONDS] = telemetryNow;
        refusals[second % MINUTE_SECONDS] = refusalsNow;
        second++;
        telemetryNow = 0;
        refusalsNow = 0;
        values = new Values(
                view.sensors.count(),
                view.sensors.countSilent(),
                sum(refusals),
                sum(telemetry) / WINDOW_SECONDS,
                view.alerts.countOpen(),
                view.alerts.countRecent(cityMillis),
                view.incidents.countOpen(),
                view.incidents.countOverdue(cityMillis),
                view.missions.countActive(),
                Math.round(view.missions.savedSeconds(day)),
                Math.round(lagMillis));
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    @Override
    public boolean hasChanges() {
        return !Objects.equals(values, told);
    }

    @Override
    public void writeChanges(JsonGenerator json) throws IOException {
        writeAll(json);
        told = values;
    }

    @Override
    public void writeAll(JsonGenerator json) throws IOException {
        if (values == null) {
            return;
        }
        json.writeObjectFieldStart(Part.FIGURES.word());
        json.writeNumberField("sensors", values.sensors());
        json.writeNumberField("silent", values.silent());
        json.writeNumberField("refusedPerMinute", values.refusedPerMinute());
        json.writeNumberField("messagesPerSecond", values.messagesPerSecond());
        json.writeObjectFieldStart("alertsOpen");
        for (Severity severity : Severity.values()) {
            json.writeNumberField(severity.word(), values.alertsOpen().getOrDefault(severity, 0));
        }
        json.writeEndObject();
        json.writeNumberField("alarmsLast10Min", values.alarmsLast10Min());
        json.writeNumberField("incidentsOpen", values.incidentsOpen());
        json.writeNumberField("overdue", values.overdue());
        json.writeNumberField("missionsActive", values.missionsActive());
        json.writeNumberField("savedSecondsToday", values.savedSecondsToday());
        json.writeNumberField("lagMillis", values.lagMillis());
        json.writeEndObject();
    }
}
