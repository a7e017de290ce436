package io.citybrain.prometheus;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * {@code http://host:port/metrics} for Prometheus, with the JVM's own numbers (memory, garbage collection, threads) beside
 * ours. Numbers are read when the page is. The server has threads of its own; {@link #close} ends them.
 */
public final class MetricsPage implements AutoCloseable {
    private final PrometheusRegistry registry;
    private final HTTPServer server;

    private MetricsPage(PrometheusRegistry registry, HTTPServer server) {
        this.registry = registry;
        this.server = server;
    }

    /**
     * Begins to listen.
     *
     * @param host the address to listen on, such as 127.0.0.1: the page has no login
     * @param port 0 = any
     * @throws IOException if nobody can listen there
     */
    public static MetricsPage open(String host, int port) throws IOException {
        PrometheusRegistry registry = new PrometheusRegistry();
        JvmMetrics.builder().register(registry);
        HTTPServer server = HTTPServer.builder()
                .inetAddress(InetAddress.getByName(host))
                .port(port)
                .registry(registry)
                .buildAndStart();
        return new MetricsPage(registry, server);
    }

    /** Shows one number. */
    public MetricsPage show(MetricFamily family, LongSupplier value) {
        return show(family, () -> List.of(Sample.of((double) value.getAsLong())));
    }

    /** Shows a family; a moment without samples leaves it out. */
    public MetricsPage show(MetricFamily family, Supplier<List<Sample>> samples) {
        registry.register((Collector) () -> snapshot(family, samples.get()));
        return this;
    }

    public int port() {
        return server.getPort();
    }

    private static MetricSnapshot snapshot(MetricFamily family, List<Sample> samples) {
        return family.type() == MetricFamily.Type.COUNTER ? counters(family, samples) : gauges(family, samples);
    }

    private static MetricSnapshot counters(MetricFamily family, List<Sample> samples) {
        CounterSnapshot.Builder builder =
                CounterSnapshot.builder().name(family.plainName()).help(family.help());
        for (Sample sample : samples) {
            builder.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(Labels.of(family.labels(), sample.labelValues()))
                    .value(sample.value())
                    .build());
        }
        return builder.build();
    }

    private static MetricSnapshot gauges(MetricFamily family, List<Sample> samples) {
        GaugeSnapshot.Builder builder =
                GaugeSnapshot.builder().name(family.plainName()).help(family.help());
        for (Sample sample : samples) {
            builder.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(Labels.of(family.labels(), sample.labelValues()))
                    .value(sample.value())
                    .build());
        }
        return builder.build();
    }

    @Override
    public void close() {
        server.close();
    }
}
