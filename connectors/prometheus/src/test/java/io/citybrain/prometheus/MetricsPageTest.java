package io.citybrain.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    private static String read(MetricsPage page) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + page.port() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void numbersAreReadWhenThePageIs() throws Exception {
        AtomicLong forwarded = new AtomicLong(5);
        try (MetricsPage page = MetricsPage.open("127.0.0.1", 0)) {
            page.show(MetricFamily.counter("citybrain_bridge_forwarded_messages_total", "Forwarded."), forwarded::get);
            assertThat(read(page)).contains("citybrain_bridge_forwarded_messages_total 5.0\n");
            forwarded.set(7);
            assertThat(read(page)).contains("citybrain_bridge_forwarded_messages_total 7.0\n");
        }
    }

    @Test
    void labelsTellNumbersApart() throws Exception {
        try (MetricsPage page = MetricsPage.open("127.0.0.1", 0)) {
            page.show(
                    MetricFamily.gauge("citybrain_city_open_alerts", "Open.", "rule", "severity"),
                    () -> List.of(Sample.of(2, "silent", "minor"), Sample.of(1, "feed-lost", "critical")));
            assertThat(read(page))
                    .contains(
                            "# HELP citybrain_city_open_alerts Open.",
                            "# TYPE citybrain_city_open_alerts gauge",
                            "citybrain_city_open_alerts{rule=\"silent\",severity=\"minor\"} 2.0",
                            "citybrain_city_open_alerts{rule=\"feed-lost\",severity=\"critical\"} 1.0");
        }
    }

    @Test
    void theMachineRoomIsShownToo() throws Exception {
        try (MetricsPage page = MetricsPage.open("127.0.0.1", 0)) {
            assertThat(read(page))
                    .contains("jvm_memory_used_bytes", "jvm_gc_collection_seconds", "jvm_threads_current");
        }
    }

    @Test
    void aNameThatPromisesTheWrongThingIsRefused() {
        assertThatThrownBy(() -> MetricFamily.counter("citybrain_source_received", ""))
                .hasMessageContaining("_total");
        assertThatThrownBy(() -> MetricFamily.gauge("received", "")).hasMessageContaining("citybrain_source");
    }
}
