package io.citybrain.influxdb;

import io.citybrain.influxdb.client.DeliveryCounts;
import io.citybrain.influxdb.client.LineDelivery;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** The metrics of one writer, in the group of its operator. Their names are promises to dashboards. */
final class InfluxWriterMetrics {
    private static final int WINDOW = 1000;

    private final MetricGroup group;
    private final Histogram writeMillis;
    private final Counter refusedValues;

    InfluxWriterMetrics(MetricGroup group) {
        this.group = group;
        this.writeMillis = group.histogram("writeMillis", new DescriptiveStatisticsHistogram(WINDOW));
        this.refusedValues = group.counter("refusedValues");
    }

    /** Called on the delivery's thread. */
    void written(long millis) {
        writeMillis.update(millis);
    }

    void refused() {
        refusedValues.inc();
    }

    void watch(LineDelivery delivery) {
        gauge("pendingLines", delivery, DeliveryCounts::pendingLines);
        gauge("pendingBytes", delivery, DeliveryCounts::pendingBytes);
        gauge("written", delivery, DeliveryCounts::writtenLines);
        gauge("retried", delivery, DeliveryCounts::retriedWrites);
        gauge("deadLettered", delivery, DeliveryCounts::deadLetteredLines);
        gauge("spooledLines", delivery, DeliveryCounts::spooledLines);
        gauge("spooledBytes", delivery, DeliveryCounts::spooledBytes);
        gauge("lost", delivery, DeliveryCounts::lostLines);
        gauge("damagedFiles", delivery, DeliveryCounts::damagedFiles);
        gauge("storeDown", delivery, counts -> counts.storeDown() ? 1L : 0L);
        group.gauge("storeDownSinceMillis", (Gauge<Long>) delivery::storeDownSinceMillis);
    }

    private interface Count {
        long of(DeliveryCounts counts);
    }

    private void gauge(String name, LineDelivery delivery, Count count) {
        group.gauge(name, (Gauge<Long>) () -> count.of(delivery.counts()));
    }
}
