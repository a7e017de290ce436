package io.citybrain.jobs.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citybrain.influxdb.testing.FreePort;
import io.citybrain.kafka.AsTheyAre;
import io.citybrain.kafka.KafkaEvent;
import io.citybrain.kafka.KafkaEventSink;
import io.citybrain.kafka.KafkaLogSource;
import io.citybrain.prometheus.MetricFamily;
import io.citybrain.prometheus.MetricsPage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;

final class JobMetricsTest {
    @Test
    void aJobWhoseCheckpointsFailIsNotHiddenByAnotherJobOfTheProcess() throws Exception {
        JobMetrics metrics = new JobMetrics();
        String name = "lastCheckpointCompletedTimestamp";
        Gauge<Long> stands = () -> 5_000L;
        Gauge<Long> goesOn = () -> 9_000L;
        metrics.notifyOfAddedMetric(stands, name, of("stands"));
        metrics.notifyOfAddedMetric(goesOn, name, of("goes-on"));
        try {
            assertThat(page().lines())
                    .contains(
                            "citybrain_checkpoint_completed_timestamp_seconds{flink_job=\"stands\"} 5.0",
                            "citybrain_checkpoint_completed_timestamp_seconds{flink_job=\"goes-on\"} 9.0");
        } finally {
            metrics.notifyOfRemovedMetric(stands, name, of("stands"));
            metrics.notifyOfRemovedMetric(goesOn, name, of("goes-on"));
        }
    }

    @Test
    void whatWaitsForKafkaIsShown() throws Exception {
        List<String> promised = MetricCatalogue.families().stream()
                .map(MetricFamily::name)
                .filter(name -> name.startsWith("citybrain_kafka_"))
                .toList();
        JobClient job = jobWithoutKafka("127.0.0.1:" + FreePort.find()).executeAsync();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(page())
                            .contains(promised)
                            .contains(
                                    "citybrain_kafka_sink_pending_events{operator=\"log-alerts\",subtask=\"0\"} 10.0"));
        } finally {
            job.cancel().get();
        }
    }

    private static StreamExecutionEnvironment jobWithoutKafka(String servers) {
        Configuration settings = new Configuration();
        settings.setString("metrics.reporter.city.factory.class", JobMetrics.Factory.class.getName());
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.createLocalEnvironment(1, settings);
        flink.fromSequence(1, 1_000)
                .sinkTo(KafkaEventSink.<Long>builder()
                        .servers(servers)
                        .topic("city.alerts")
                        .capacity(10)
                        .encoder(JobMetricsTest::event)
                        .build())
                .uid("log-alerts")
                .name("log-alerts");
        var log = KafkaLogSource.<io.citybrain.kafka.log.LogRecord>builder()
                .servers(servers)
                .deserializer(new AsTheyAre())
                .build();
        flink.fromSource(log, WatermarkStrategy.noWatermarks(), "read-log")
                .uid("read-log")
                .sinkTo(new DiscardingSink<>())
                .uid("discard")
                .name("discard");
        return flink;
    }

    private static KafkaEvent event(long number) {
        byte[] key = Long.toString(number).getBytes(UTF_8);
        return new KafkaEvent(key, key, "e" + number, "/test", "test", number, "test");
    }

    private static MetricGroup of(String job) {
        return new UnregisteredMetricsGroup() {
            @Override
            public Map<String, String> getAllVariables() {
                return Map.of("<job_name>", job);
            }
        };
    }

    private static String page() throws Exception {
        try (MetricsPage page = MetricsPage.open("127.0.0.1", 0)) {
            JobMetrics.showOn(page);
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + page.port() + "/metrics"))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
        }
    }
}
