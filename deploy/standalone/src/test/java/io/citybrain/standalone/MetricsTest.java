package io.citybrain.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.jobs.metrics.MetricCatalogue;
import io.citybrain.prometheus.MetricFamily;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The names in deploy/metrics.md are promises: the code keeps them, a running city shows them, the rules use them. */
class MetricsTest {
    private static final Path DOCUMENT = Path.of("..", "metrics.md");
    private static final Path RULES = Path.of("..", "prometheus", "rules.yml");
    private static final Path SCRAPING = Path.of("..", "prometheus", "prometheus.yml");
    /** The bridge is a process of its own; its module's tests hold its part of the document. */
    private static final String BRIDGE = "citybrain_bridge_";
    /** This city has no Kafka; tests of the jobs hold that part. */
    private static final String KAFKA = "citybrain_kafka_";

    private static final Pattern METRIC = Pattern.compile("\\b(?:citybrain|jvm|process)_[a-z_]+");

    @TempDir
    private Path folder;

    private static Set<String> namesIn(String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = METRIC.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }

    private static Object yaml(Path file) throws IOException {
        return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }

    @Test
    void theDocumentNamesEachMetricAsTheCodeDoes() throws Exception {
        List<MetricFamily> families = new ArrayList<>(MetricCatalogue.families());
        families.add(AlertBoard.OPEN_ALERTS);
        List<String> rows = families.stream()
                .map(family -> "| `%s` | %s | %s |"
                        .formatted(family.name(), String.join(", ", family.labels()), family.help()))
                .toList();
        assertThat(Files.readAllLines(DOCUMENT).stream()
                        .filter(line -> line.startsWith("| `citybrain_") && !line.contains(BRIDGE)))
                .containsExactlyElementsOf(rows);
    }

    @Test
    void aRunningCityShowsEveryMetricOfTheDocument() throws Exception {
        Set<String> promised = namesIn(Files.readString(DOCUMENT));
        promised.removeIf(name -> name.startsWith(BRIDGE) || name.startsWith(KAFKA));
        try (CityProcess city = CityProcess.start(folder, "--metrics-port", "0").awaitReady()) {
            Awaitility.await("all metrics are shown")
                    .atMost(Duration.ofMinutes(2))
                    .untilAsserted(
                            () -> assertThat(namesIn(scrape(city.metricsUrl()))).containsAll(promised));
            String page = scrape(city.metricsUrl());
            assertThat(page)
                    .contains(
                            "citybrain_job_running{flink_job=\"sensing\"} 1.0",
                            "citybrain_source_feed_lost{session=\"telemetry\"} 0.0",
                            "citybrain_store_sink_unreachable{operator=\"write-readings\",subtask=\"0\"} 0.0",
                            "citybrain_mqtt_sink_accepted_messages_total{operator=\"publish-alerts\",subtask=\"0\"}");
            assertThat(value(page, "citybrain_source_received_messages_total{operator=\"decode\",subtask=\"0\"}"))
                    .isGreaterThan(2_000);
        }
    }

    private static double value(String page, String series) {
        String line = page.lines()
                .filter(one -> one.startsWith(series + " "))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(line.substring(series.length() + 1));
    }

    private static String scrape(URI page) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(page).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    @Test
    @SuppressWarnings("unchecked")
    void theRulesForPrometheusUseDocumentedMetricsOnlyAndSpeakBothLanguages() throws Exception {
        Set<String> promised = namesIn(Files.readString(DOCUMENT));
        List<Map<String, Object>> groups =
                (List<Map<String, Object>>) ((Map<String, Object>) yaml(RULES)).get("groups");
        List<Map<String, Object>> rules =
                (List<Map<String, Object>>) groups.get(0).get("rules");
        assertThat(rules).hasSizeGreaterThan(8);
        for (Map<String, Object> rule : rules) {
            assertThat(promised).as("%s", rule).containsAll(namesIn(String.valueOf(rule.get("expr"))));
            assertThat((Map<String, Object>) rule.get("annotations")).containsKeys("summary", "summary_zh");
        }
    }

    @Test
    void prometheusFindsTheUsualPort() throws Exception {
        assertThat(String.valueOf(yaml(SCRAPING))).contains("127.0.0.1:9249", "rules.yml");
    }
}
