package io.citybrain.standalone;

import java.util.Map;
import java.util.Set;
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
 * Flink's metrics by their short names, summed over subtasks, for the terminal and the summary of the same JVM. A counter
 * that ends (a restarted task) keeps what it had counted.
 */
public final class Metrics implements MetricReporter {
    private static final Map<String, Set<Metric>> LIVE = new ConcurrentHashMap<>();
    private static final Map<String, LongAdder> ENDED = new ConcurrentHashMap<>();

    /** Found by Flink by its class name. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(java.util.Properties properties) {
            return new Metrics();
        }
    }

    /** The sum over all metrics of that name; 0 if there is none. */
    static long sum(String name) {
        long sum = ENDED.getOrDefault(name, new LongAdder()).sum();
        for (Metric metric : LIVE.getOrDefault(name, Set.of())) {
            sum += value(metric);
        }
        return sum;
    }

    /** Messages read, without those of City Brain itself. */
    static long received() {
        return sum("received") - sum("ignored");
    }

    private static long value(Metric metric) {
        if (metric instanceof Counter counter) {
            return counter.getCount();
        }
        return metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number ? number.longValue() : 0;
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        LIVE.computeIfAbsent(name, any -> ConcurrentHashMap.newKeySet()).add(metric);
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        Set<Metric> live = LIVE.get(name);
        if (live != null && live.remove(metric) && metric instanceof Counter counter) {
            ENDED.computeIfAbsent(name, any -> new LongAdder()).add(counter.getCount());
        }
    }
}
