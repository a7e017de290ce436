package io.citybrain.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.citybrain.jobs.metrics.JobMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happened, as JSON for automation. */
final class Summary {
    private final Map<String, Object> values = new LinkedHashMap<>();

    Summary counts(long sent, double readySeconds) {
        values.put("sent", sent);
        values.put("received", JobMetrics.sum("received") - JobMetrics.sum("ignored"));
        values.put("refused", JobMetrics.sum("rejected"));
        values.put("unguaranteed", JobMetrics.sum("unguaranteed"));
        values.put("duplicates", JobMetrics.sum("duplicates"));
        values.put("late", JobMetrics.sum("late"));
        values.put("unregistered", JobMetrics.sum("unregistered"));
        values.put("readySeconds", Math.round(readySeconds * 10) / 10.0);
        return this;
    }

    /** Of a simulation: messages that had to be refused. */
    Summary malformed(long malformedSent) {
        values.put("malformedSent", malformedSent);
        return this;
    }

    Summary alerts(List<StoredAlerts.Episode> episodes) {
        Map<String, Integer> byRule = new TreeMap<>();
        episodes.forEach(e -> byRule.merge(e.rule(), 1, Integer::sum));
        values.put("alertsByRule", byRule);
        values.put("alerts", episodes.stream().map(Summary::alert).toList());
        return this;
    }

    private static Map<String, Object> alert(StoredAlerts.Episode episode) {
        Map<String, Object> alert = new LinkedHashMap<>();
        alert.put("sensor", episode.sensor());
        alert.put("rule", episode.rule());
        alert.put("raisedAt", Instant.ofEpochMilli(episode.raisedAtMillis()).toString());
        alert.put(
                "clearedAt",
                episode.clearedAtMillis() == 0
                        ? null
                        : Instant.ofEpochMilli(episode.clearedAtMillis()).toString());
        alert.put("alertId", episode.alertId());
        return alert;
    }

    Summary missions(List<Map<String, Object>> missions) {
        values.put("missions", missions);
        return this;
    }

    Summary verdict(Judge.Verdict verdict) {
        values.put("faultsInjected", verdict.injected());
        values.put("faultsAlerted", verdict.alerted());
        values.put("falseAlerts", verdict.falseAlerts().size());
        values.put(
                "missed",
                verdict.missed().stream()
                        .map(f -> f.type() + " at " + f.sensor())
                        .toList());
        return this;
    }

    Summary frames(int frames, List<FrameJudge.Mismatch> mismatches) {
        values.put("frames", frames);
        values.put("matched", frames - mismatches.size());
        values.put("mismatches", mismatches.size());
        values.put(
                "mismatched",
                mismatches.stream().map(m -> m.sensor() + ": " + m.why()).toList());
        return this;
    }

    Summary problems(long skippedRows, List<String> problems) {
        values.put("skippedRows", skippedRows);
        values.put("problems", problems);
        return this;
    }

    void write(Path file) throws IOException {
        byte[] json =
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(values);
        Files.write(file, json);
    }
}
