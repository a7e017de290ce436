package io.citybrain.kafka.bridge;

import io.citybrain.prometheus.MetricFamily;
import io.citybrain.prometheus.MetricsPage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** What the bridge shows to Prometheus. Each is described in deploy/metrics.md; a test holds both together. */
final class BridgeMetrics {
    private static final String HOST = "127.0.0.1";

    /** A family and where its number comes from. */
    private record Shown(MetricFamily family, ToLongFunction<BridgeCounters> value) {}

    private static final List<Shown> ALL = List.of(
            new Shown(
                    MetricFamily.counter(
                            "citybrain_bridge_received_messages_total",
                            "Messages taken from MQTT, repeats not counted"),
                    counters -> counters.received.get()),
            new Shown(
                    MetricFamily.counter("citybrain_bridge_forwarded_messages_total", "Messages that Kafka has"),
                    counters -> counters.forwarded.get()),
            new Shown(
                    MetricFamily.counter(
                            "citybrain_bridge_refused_messages_total",
                            "Messages that Kafka can't take; they are in the topic of refused messages"),
                    counters -> counters.refused.get()),
            new Shown(
                    MetricFamily.counter(
                            "citybrain_bridge_redelivered_messages_total",
                            "Messages that came again and were not written twice"),
                    counters -> counters.redelivered.get()),
            new Shown(
                    MetricFamily.counter(
                            "citybrain_bridge_unguaranteed_messages_total", "Messages that came with QoS 0"),
                    counters -> counters.unguaranteed.get()),
            new Shown(
                    MetricFamily.counter(
                            "citybrain_bridge_lost_sessions_total", "Times that the broker had forgotten the session"),
                    counters -> counters.sessionsLost.get()),
            new Shown(
                    MetricFamily.counter("citybrain_bridge_reconnects_total", "MQTT connections after the first one"),
                    counters -> counters.reconnects.get()),
            new Shown(
                    MetricFamily.counter(
                            "citybrain_bridge_kafka_retries_total",
                            "Times that a record had to wait because Kafka did not take it"),
                    counters -> counters.kafkaRetries.get()),
            new Shown(
                    MetricFamily.counter(
                            "citybrain_bridge_restarts_total", "Times that the bridge began anew because of Kafka"),
                    counters -> counters.restarts.get()),
            new Shown(
                    MetricFamily.gauge(
                            "citybrain_bridge_pending_messages", "Messages taken that Kafka has not confirmed"),
                    counters -> counters.pending.get()),
            new Shown(
                    MetricFamily.gauge(
                            "citybrain_bridge_feed_lost",
                            "1 until the backlog at the MQTT broker is read, otherwise 0"),
                    counters -> counters.caughtUp.get() ? 0 : 1),
            new Shown(
                    MetricFamily.gauge(
                            "citybrain_bridge_newest_tick_timestamp_seconds",
                            "The newest city time that Kafka has, Unix seconds"),
                    counters -> TimeUnit.MILLISECONDS.toSeconds(counters.lastTickAtMillis.get())));

    private BridgeMetrics() {}

    static List<MetricFamily> families() {
        return ALL.stream().map(Shown::family).toList();
    }

    /**
     * Begins to listen on the loopback interface: the page has no login.
     *
     * @throws CannotStart if the port is taken
     */
    static MetricsPage open(int port, BridgeCounters counters) throws CannotStart {
        try {
            MetricsPage page = MetricsPage.open(HOST, port);
            ALL.forEach(shown -> page.show(shown.family(), () -> shown.value().applyAsLong(counters)));
            return page;
        } catch (IOException e) {
            throw new CannotStart("the metrics page can't listen on " + HOST + ":" + port
                    + ": choose another --metrics-port, or 0 for none / 端口被占用，请用 --metrics-port 另选: " + e.getMessage());
        }
    }
}
