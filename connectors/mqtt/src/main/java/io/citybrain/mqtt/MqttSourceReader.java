package io.citybrain.mqtt;

import io.citybrain.mqtt.client.MqttMessage;
import io.citybrain.mqtt.session.FeedStatus;
import io.citybrain.mqtt.session.Inbox;
import io.citybrain.mqtt.session.SessionReader;
import io.citybrain.mqtt.session.SessionSettings;
import io.citybrain.mqtt.session.SourceSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the sessions that it was given, one message per poll, and never waits. */
final class MqttSourceReader<T> implements SourceReader<T, MqttSplit> {
    private static final Logger LOG = LoggerFactory.getLogger(MqttSourceReader.class);

    private final SourceSettings settings;
    private final MqttDeserializer<T> deserializer;
    private final SourceMetrics metrics;
    private final Inbox inbox = new Inbox();
    private final Map<String, SessionReader> sessions = new LinkedHashMap<>();
    private final List<SessionReader> newcomers = new ArrayList<>();
    private final CompletableFuture<Void> never = new CompletableFuture<>();
    private final Emission emission = new Emission();
    private boolean allAssigned;
    private boolean idle;

    MqttSourceReader(SourceSettings settings, MqttDeserializer<T> deserializer, SourceReaderContext context) {
        this.settings = settings;
        this.deserializer = deserializer;
        this.metrics = new SourceMetrics(context.metricGroup());
        metrics.pendingRecords(
                () -> sessions.values().stream().mapToLong(SessionReader::held).sum());
    }

    @Override
    public void start() {}

    @Override
    public void addSplits(List<MqttSplit> splits) {
        for (MqttSplit split : splits) {
            SessionSettings session = settings.session(split.session());
            if (session == null) {
                LOG.warn("session '{}' of the checkpoint is not in the settings any more: not read", split.session());
                continue;
            }
            SessionReader reader = new SessionReader(settings, session, split.memory(), inbox, metrics);
            metrics.register(split.session(), reader, settings.receiveMaximum());
            sessions.put(split.session(), reader);
            newcomers.add(reader);
            reader.start();
        }
    }

    @Override
    public void notifyNoMoreSplits() {
        allAssigned = true;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) {
        emission.to(output);
        if (!newcomers.isEmpty()) {
            newcomers.forEach(reader -> reader.tellLostAtStart(emission));
            newcomers.clear();
        }
        if (sessions.isEmpty()) {
            if (allAssigned && !idle) {
                // Or this reader would hold back the watermark of all others for ever.
                output.markIdle();
                idle = true;
            }
            return InputStatus.NOTHING_AVAILABLE;
        }
        Inbox.Event event = inbox.poll();
        if (event != null) {
            sessions.get(event.session()).handle(event, emission);
        }
        return inbox.isEmpty() ? InputStatus.NOTHING_AVAILABLE : InputStatus.MORE_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        boolean work = !newcomers.isEmpty() || (sessions.isEmpty() && allAssigned && !idle);
        if (work) {
            return CompletableFuture.completedFuture(null);
        }
        return sessions.isEmpty() && allAssigned ? never : inbox.availability();
    }

    @Override
    public List<MqttSplit> snapshotState(long checkpointId) {
        List<MqttSplit> splits = new ArrayList<>(sessions.size());
        sessions.forEach((name, session) -> splits.add(MqttSplit.of(name, session.snapshot(checkpointId))));
        return splits;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        sessions.values().forEach(session -> session.complete(checkpointId));
    }

    @Override
    public void close() {
        sessions.values().forEach(SessionReader::close);
    }

    /**
     * Records are gathered first and emitted when the deserializer is done: an exception of its own is a poison message
     * and only counted, an exception of an operator behind us must fail the job.
     */
    private final class Emission implements SessionReader.Emitter, Collector<T> {
        private final List<T> gathered = new ArrayList<>();
        private ReaderOutput<T> output;

        void to(ReaderOutput<T> target) {
            output = target;
        }

        @Override
        public void message(MqttMessage message) {
            try {
                deserializer.deserialize(message, this);
            } catch (Exception e) {
                metrics.refused();
                if (isWorthALine(metrics.refusedSoFar())) {
                    LOG.error(
                            "refused a message of '{}' ({} bytes), {} so far: {} threw",
                            message.topic(),
                            message.payload().length,
                            metrics.refusedSoFar(),
                            deserializer.getClass().getName(),
                            e);
                }
            }
            emit();
        }

        @Override
        public void feed(FeedStatus status) {
            LOG.info("session '{}': {}", status.session(), status.state());
            deserializer.onFeed(status, this);
            emit();
        }

        @Override
        public void collect(T value) {
            gathered.add(value);
        }

        @Override
        public void close() {}

        private void emit() {
            try {
                for (int i = 0; i < gathered.size(); i++) {
                    output.collect(gathered.get(i));
                }
            } finally {
                gathered.clear();
            }
        }

        /** The first ten, then every thousandth: a device gone mad must not fill the disk. */
        private static boolean isWorthALine(long count) {
            return count <= 10 || count % 1_000 == 0;
        }
    }
}
