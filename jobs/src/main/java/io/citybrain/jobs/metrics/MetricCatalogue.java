package io.citybrain.jobs.metrics;

import static io.citybrain.prometheus.MetricFamily.counter;
import static io.citybrain.prometheus.MetricFamily.gauge;

import io.citybrain.prometheus.MetricFamily;
import java.util.ArrayList;
import java.util.List;

/** All metrics of a job. Each is described in deploy/metrics.md; a test holds both together. */
public final class MetricCatalogue {
    private static final String OPERATOR = "operator";
    private static final String SUBTASK = "subtask";
    private static final String SESSION = "session";
    /** Prometheus has a label "job" of its own. */
    private static final String JOB = "flink_job";

    private MetricCatalogue() {}

    /** Names and descriptions, in the order of the document. */
    public static List<MetricFamily> families() {
        return all().stream().map(FlinkMetric::family).toList();
    }

    static List<FlinkMetric> all() {
        List<FlinkMetric> all = new ArrayList<>();
        all.addAll(source());
        all.addAll(job());
        all.addAll(checkpoints());
        all.addAll(mqttSinks());
        all.addAll(storeSinks());
        all.addAll(kafka());
        return all;
    }

    private static List<FlinkMetric> source() {
        return List.of(
                FlinkMetric.of(
                        counted("source_received_messages", "Messages read, those of City Brain itself included"),
                        "received"),
                FlinkMetric.of(
                        counted("source_ignored_messages", "Messages of City Brain itself that a broad filter brought"),
                        "ignored"),
                FlinkMetric.of(
                        counted(
                                "source_poison_messages",
                                "Messages at which the deserializer failed, which is a mistake" + " in City Brain"),
                        "refused"),
                FlinkMetric.of(
                        counted("source_unguaranteed_messages", "Messages that came with QoS 0"), "unguaranteed"),
                FlinkMetric.of(
                        counted("source_redelivered_messages", "Messages that came again and were not counted twice"),
                        "redelivered"),
                FlinkMetric.of(
                        counted("source_lost_sessions", "Times that the broker had forgotten a session"),
                        "sessionLost"),
                FlinkMetric.of(
                        counter("citybrain_source_reconnects_total", "Connections after the first one", SESSION),
                        "reconnects"),
                FlinkMetric.of(
                        gauge(
                                "citybrain_source_feed_lost",
                                "1 from a lost connection until its backlog is read",
                                SESSION),
                        "feedLost"),
                FlinkMetric.of(
                        gauge(
                                "citybrain_source_pending_acknowledgements",
                                "Messages that the broker holds until a checkpoint has them",
                                SESSION),
                        "pendingAcks"),
                FlinkMetric.of(
                        gauge(
                                "citybrain_source_window_use_ratio",
                                "Pending acknowledgements by receive maximum",
                                SESSION),
                        "windowUse"),
                FlinkMetric.of(
                        measured("source_pending_messages", "Messages in memory that the job has not taken"),
                        "pendingRecords"));
    }

    private static List<FlinkMetric> job() {
        return List.of(
                FlinkMetric.of(gauge("citybrain_job_running", "1 if the job runs", JOB), "runningState"),
                FlinkMetric.of(counter("citybrain_job_restarts_total", "Restarts of the job", JOB), "numRestarts"),
                FlinkMetric.of(counted("job_judged_readings", "Readings that the rules have judged"), "judged"),
                FlinkMetric.of(
                        counted("job_duplicate_readings", "Readings dropped because they came twice"), "duplicates"),
                FlinkMetric.of(
                        counted("job_late_readings", "Readings stored only, because a newer one was there"), "late"),
                FlinkMetric.of(
                        counted("job_unregistered_readings", "Readings stored only, because their sensor is unknown"),
                        "unregistered"),
                FlinkMetric.of(
                        counted("job_refused_messages", "Messages that could not be taken; city/v1/refused says why"),
                        "rejected"),
                FlinkMetric.of(
                        counter(
                                "citybrain_job_published_alerts_total",
                                "Alerts handed to the sinks, by the state that they came with",
                                "rule",
                                "severity",
                                "state"),
                        "alerts"),
                FlinkMetric.of(
                                gauge("citybrain_job_city_clock_timestamp_seconds", "The city's time, Unix seconds"),
                                "currentInputWatermark")
                        .only("watch-sensors")
                        .millisAsSeconds(),
                FlinkMetric.of(
                                gauge(
                                        "citybrain_job_newest_reading_timestamp_seconds",
                                        "observedAt of the newest reading since the start, Unix seconds"),
                                "newestReadingMillis")
                        .millisAsSeconds());
    }

    private static List<FlinkMetric> checkpoints() {
        return List.of(
                FlinkMetric.of(
                        counter("citybrain_checkpoint_completed_total", "Checkpoints completed", JOB),
                        "numberOfCompletedCheckpoints"),
                FlinkMetric.of(
                        counter("citybrain_checkpoint_failed_total", "Checkpoints failed", JOB),
                        "numberOfFailedCheckpoints"),
                FlinkMetric.of(
                                gauge("citybrain_checkpoint_duration_seconds", "How long the newest one took", JOB),
                                "lastCheckpointDuration")
                        .millisAsSeconds(),
                FlinkMetric.of(
                                gauge(
                                        "citybrain_checkpoint_completed_timestamp_seconds",
                                        "When the newest one was complete, Unix seconds",
                                        JOB),
                                "lastCheckpointCompletedTimestamp")
                        .millisAsSeconds(),
                FlinkMetric.of(
                        gauge("citybrain_checkpoint_size_bytes", "How much the newest one wrote", JOB),
                        "lastCheckpointSize"));
    }

    private static List<FlinkMetric> mqttSinks() {
        return List.of(
                FlinkMetric.of(counted("mqtt_sink_accepted_messages", "Messages that the broker took"), "published"),
                FlinkMetric.of(
                        counted("mqtt_sink_refused_messages", "Messages that the broker will never take"),
                        "refusedByBroker"),
                FlinkMetric.of(
                        counted(
                                "mqtt_sink_deferred_messages",
                                "Attempts that the broker could not take just then; repeated"),
                        "deferred"),
                FlinkMetric.of(
                        counted("mqtt_sink_dropped_messages", "Refusals and outcomes dropped because too many waited"),
                        "dropped"),
                FlinkMetric.of(
                        counted(
                                "mqtt_sink_expired_messages",
                                "Messages whose time was over before the broker took them"),
                        "expired"),
                FlinkMetric.of(counted("mqtt_sink_reconnects", "Connections after the first one"), "reconnects"),
                FlinkMetric.of(
                        measured("mqtt_sink_pending_messages", "Messages that wait for the broker"),
                        "pendingPublications"));
    }

    private static List<FlinkMetric> storeSinks() {
        return List.of(
                FlinkMetric.of(counted("store_sink_accepted_lines", "Lines that the store confirmed"), "written"),
                FlinkMetric.of(counted("store_sink_retries", "Writes that failed and are made again"), "retried"),
                FlinkMetric.of(
                        counted(
                                "store_sink_dead_letter_lines",
                                "Lines that the store refused for ever; kept in a file"),
                        "deadLettered"),
                FlinkMetric.of(
                        counted("store_sink_unencodable_values", "Values that could not be written as a line"),
                        "refusedValues"),
                FlinkMetric.of(
                        counted(
                                "store_sink_lost_lines",
                                "Lines given up because the spool was full or its disk failed"),
                        "lost"),
                FlinkMetric.of(
                        counted("store_sink_damaged_files", "Spool files that could not be read back whole; kept"),
                        "damagedFiles"),
                FlinkMetric.of(measured("store_sink_pending_lines", "Lines in memory"), "pendingLines"),
                FlinkMetric.of(measured("store_sink_pending_bytes", "Their bytes"), "pendingBytes"),
                FlinkMetric.of(measured("store_sink_spooled_lines", "Lines on disk"), "spooledLines"),
                FlinkMetric.of(measured("store_sink_spooled_bytes", "Their bytes"), "spooledBytes"),
                FlinkMetric.of(
                        measured("store_sink_unreachable", "1 from a failed write to the next that succeeds"),
                        "storeDown"),
                FlinkMetric.of(
                                measured(
                                        "store_sink_unreachable_since_timestamp_seconds",
                                        "Since when, Unix seconds; 0 = reachable"),
                                "storeDownSinceMillis")
                        .millisAsSeconds());
    }

    private static List<FlinkMetric> kafka() {
        return List.of(
                FlinkMetric.of(counted("kafka_sink_confirmed_events", "Events that Kafka has"), "confirmedEvents"),
                FlinkMetric.of(
                        counted("kafka_sink_refused_events", "Events that Kafka will never take"), "refusedByKafka"),
                FlinkMetric.of(
                        counted(
                                "kafka_sink_dropped_events",
                                "Readings and refusals dropped because too many waited; the store has them"),
                        "droppedEvents"),
                FlinkMetric.of(
                        counted("kafka_sink_retries", "Times that events had to wait for Kafka; made again"),
                        "retries"),
                FlinkMetric.of(measured("kafka_sink_pending_events", "Events that wait for Kafka"), "pendingEvents"),
                FlinkMetric.of(
                        counted("kafka_source_foreign_records", "Records in the log that no bridge wrote; left out"),
                        "foreign"));
    }

    private static MetricFamily counted(String what, String help) {
        return counter("citybrain_" + what + "_total", help, OPERATOR, SUBTASK);
    }

    private static MetricFamily measured(String what, String help) {
        return gauge("citybrain_" + what, help, OPERATOR, SUBTASK);
    }
}
