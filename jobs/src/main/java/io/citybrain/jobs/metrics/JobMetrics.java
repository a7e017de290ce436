package io.citybrain.jobs.metrics;

import io.citybrain.prometheus.MetricFamily;
import io.citybrain.prometheus.MetricsPage;
import io.citybrain.prometheus.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Flink's metrics of this JVM: as sums by their short names, and on a page for Prometheus under the names of
 * {@link MetricCatalogue}. Flink's own reporter for Prometheus listens on all interfaces, and its names hold whatever the
 * operators are called.
 *
 * <p>On a cluster: {@code metrics.reporter.city.factory.class: io.citybrain.jobs.metrics.JobMetrics$Factory}, with
 * {@code metrics.reporter.city.port} and {@code .host} (default 127.0.0.1); without a port there is no page.
 */
public final class JobMetrics implements MetricReporter {
    private static final Map<String, Map<Metric, Map<String, String>>> LIVE = new ConcurrentHashMap<>();
    private static final Map<String, LongAdder> ENDED = new ConcurrentHashMap<>();

    private static final String JOB_NAME = "<job_name>";

    private MetricsPage page;

    /** Found by Flink by its class name. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(java.util.Properties properties) {
            return new JobMetrics();
        }
    }

    /** The sum over all metrics of that name; 0 if there is none. A counter that ends keeps what it had counted. */
    public static long sum(String name) {
        long sum = ENDED.getOrDefault(name, new LongAdder()).sum();
        for (Metric metric : LIVE.getOrDefault(name, Map.of()).keySet()) {
            sum += (long) value(metric);
        }
        return sum;
    }

    /** The sum over all metrics of that name of one job. */
    public static long sum(String job, String name) {
        long sum = ENDED.getOrDefault(ofJob(job, name), new LongAdder()).sum();
        for (var metric : LIVE.getOrDefault(name, Map.of()).entrySet()) {
            sum += job.equals(metric.getValue().get(JOB_NAME)) ? (long) value(metric.getKey()) : 0;
        }
        return sum;
    }

    private static String ofJob(String job, String name) {
        return job + '/' + name;
    }

    /** Shows all of the catalogue on a page. */
    public static void showOn(MetricsPage target) {
        MetricCatalogue.all().forEach(metric -> target.show(metric.family(), () -> samples(metric)));
    }

    /** While a task restarts, the old one and the new one may both be there: one number for equal labels. */
    private static List<Sample> samples(FlinkMetric wanted) {
        Map<List<String>, Double> values = new LinkedHashMap<>();
        LIVE.getOrDefault(wanted.flinkName(), Map.of()).forEach((metric, variables) -> {
            double value = value(metric);
            // Flink has -1 or the smallest number for what is not known yet; nothing of ours is below zero.
            if (value >= 0 && wanted.means(variables)) {
                values.merge(
                        wanted.labelValues(variables),
                        value * wanted.factor(),
                        wanted.family().type() == MetricFamily.Type.COUNTER ? Double::sum : Math::max);
            }
        });
        List<Sample> samples = new ArrayList<>(values.size());
        values.forEach((labels, value) -> samples.add(new Sample(labels, value)));
        return samples;
    }

    private static double value(Metric metric) {
        if (metric instanceof Counter counter) {
            return (double) counter.getCount();
        }
        return metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number ? number.doubleValue() : 0;
    }

    @Override
    public void open(MetricConfig config) {
        int port = config.getInteger("port", -1);
        if (port < 0) {
            return;
        }
        String host = config.getString("host", "127.0.0.1");
        try {
            page = MetricsPage.open(host, port);
            showOn(page);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "metrics.reporter.*.port: nobody can listen on " + host + ":" + port + ", choose another port", e);
        }
    }

    @Override
    public void close() {
        if (page != null) {
            page.close();
        }
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        LIVE.computeIfAbsent(name, any -> new ConcurrentHashMap<>()).put(metric, group.getAllVariables());
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        Map<Metric, Map<String, String>> live = LIVE.get(name);
        Map<String, String> variables = live == null ? null : live.remove(metric);
        if (variables != null && metric instanceof Counter counter) {
            ENDED.computeIfAbsent(name, any -> new LongAdder()).add(counter.getCount());
            ENDED.computeIfAbsent(ofJob(variables.getOrDefault(JOB_NAME, ""), name), any -> new LongAdder())
                    .add(counter.getCount());
        }
    }
}
