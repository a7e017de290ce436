package io.citybrain.mqtt;

import io.citybrain.mqtt.session.SessionMeter;
import io.citybrain.mqtt.session.SessionReader;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;

/** What the source counts. Per session: pendingAcks, windowUse, reconnects, feedLost; per reader the rest. */
final class SourceMetrics implements SessionMeter {
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

    void register(String session, SessionReader reader, int receiveMaximum) {
        MetricGroup own = group.addGroup("session", session);
        own.gauge("pendingAcks", (Gauge<Integer>) reader::outstanding);
        own.gauge("windowUse", (Gauge<Double>) () -> (double) reader.outstanding() / receiveMaximum);
        own.gauge("feedLost", (Gauge<Integer>) () -> reader.isFeedLost() ? 1 : 0);
        own.gauge("reconnects", (Gauge<Long>) reader::reconnects);
    }

    void pendingRecords(Gauge<Long> gauge) {
        group.setPendingRecordsGauge(gauge);
    }

    @Override
    public void redelivered() {
        redelivered.inc();
    }

    @Override
    public void sessionLost() {
        sessionLost.inc();
    }

    void refused() {
        refused.inc();
        group.getNumRecordsInErrorsCounter().inc();
    }

    long refusedSoFar() {
        return refused.getCount();
    }

    @Override
    public void unguaranteed() {
        unguaranteed.inc();
    }
}
