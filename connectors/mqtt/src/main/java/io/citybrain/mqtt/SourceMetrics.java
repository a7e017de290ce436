package io.citybrain.mqtt;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;

/** What the source counts. Per session: pendingAcks, windowUse, reconnects; per reader the rest. */
final class SourceMetrics {
    private final SourceReaderMetricGroup group;
    private final Counter redelivered;
    private final Counter sessionLost;
    private final Counter refused;
    private final Counter unguaranteed;

    SourceMetrics(SourceReaderMetricGroup group) {
        this.group = group;
        this.redelivered = group.counter("redelivered");
        this.sessionLost = group.counter("sessionLost");
        this.refused = group.counter("refused");
        this.unguaranteed = group.counter("unguaranteed");
    }

    void register(String session, SessionLink link, int receiveMaximum) {
        MetricGroup own = group.addGroup("session", session);
        own.gauge("pendingAcks", (Gauge<Integer>) link::outstanding);
        own.gauge("windowUse", (Gauge<Double>) () -> (double) link.outstanding() / receiveMaximum);
        own.gauge("reconnects", (Gauge<Long>) link::reconnects);
    }

    void pendingRecords(Gauge<Long> gauge) {
        group.setPendingRecordsGauge(gauge);
    }

    void redelivered() {
        redelivered.inc();
    }

    void sessionLost() {
        sessionLost.inc();
    }

    void refused() {
        refused.inc();
        group.getNumRecordsInErrorsCounter().inc();
    }

    long refusedSoFar() {
        return refused.getCount();
    }

    void unguaranteed() {
        unguaranteed.inc();
    }
}
