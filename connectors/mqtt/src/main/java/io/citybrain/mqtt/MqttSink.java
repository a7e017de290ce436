package io.citybrain.mqtt;

import io.citybrain.mqtt.client.BrokerConnector;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.mqtt.client.MqttPublisher;
import io.citybrain.mqtt.client.PahoConnector;
import io.citybrain.mqtt.client.PublisherOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Publishes with QoS 1 and keeps in its state what the broker has not accepted. A checkpoint never waits for the
 * broker; a broker that is away holds up the job, its checkpoints included, only when {@code capacity} publications wait,
 * unless the sink is told to drop what is more. After a restore those of
 * the state go out first, in order, so a publication may come twice and none is lost. Order holds per writer.
 */
public final class MqttSink<T> implements Sink<T>, SupportsWriterState<T, UnacceptedPublications> {
    private final BrokerConnector connector;
    private final String clientIdPrefix;
    private final MqttSerializer<T> serializer;
    private final int window;
    private final int capacity;
    private final boolean dropWhenFull;
    private final long endTimeoutMillis;

    private MqttSink(Builder<T> from) {
        this.connector = from.connector;
        this.clientIdPrefix = from.clientIdPrefix;
        this.serializer = from.serializer;
        this.window = from.window;
        this.capacity = from.capacity;
        this.dropWhenFull = from.dropWhenFull;
        this.endTimeoutMillis = from.endTimeout.toMillis();
    }

    public static <T> Builder<T> builder() {
        return new Builder<>();
    }

    @Override
    public StatefulSinkWriter<T, UnacceptedPublications> createWriter(WriterInitContext context) {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<T, UnacceptedPublications> restoreWriter(
            WriterInitContext context, Collection<UnacceptedPublications> states) {
        String clientId = clientIdPrefix + "-" + context.getTaskInfo().getIndexOfThisSubtask();
        PublisherOptions options = options(clientId);
        MqttPublisher publisher = MqttPublisher.open(connector, options);
        MqttSinkWriter<T> writer = new MqttSinkWriter<>(
                publisher, serializer, context.getMailboxExecutor(), endTimeoutMillis, context.metricGroup());
        if (dropWhenFull) {
            writer.dropWhenFull();
        }
        states.forEach(writer::restore);
        return writer;
    }

    @Override
    public SimpleVersionedSerializer<UnacceptedPublications> getWriterStateSerializer() {
        return new UnacceptedPublicationsSerializer();
    }

    private PublisherOptions options(String clientId) {
        return PublisherOptions.of(clientId).withCapacity(capacity).withWindow(Math.min(window, capacity));
    }

    /** Gathers and checks the settings. Needed: connection, serializer. */
    public static final class Builder<T> {
        private BrokerConnector connector;
        private MqttSerializer<T> serializer;
        private String clientIdPrefix = "flink-sink";
        private int window = 1_000;
        private int capacity = 10_000;
        private boolean dropWhenFull;
        private Duration endTimeout = Duration.ofSeconds(60);

        private Builder() {}

        public Builder<T> connection(MqttConnection connection) {
            return connector(new PahoConnector(connection));
        }

        Builder<T> connector(BrokerConnector made) {
            this.connector = made;
            return this;
        }

        /** Client ids are {@code prefix-subtask}; each sink at one broker needs a prefix of its own. */
        public Builder<T> clientIdPrefix(String prefix) {
            this.clientIdPrefix = prefix;
            return this;
        }

        public Builder<T> serializer(MqttSerializer<T> given) {
            this.serializer = given;
            return this;
        }

        /** Publications under way at once, 1 to 32,767; the broker may allow fewer. Default 1,000. */
        public Builder<T> window(int publications) {
            this.window = publications;
            return this;
        }

        /** Publications held per writer, in memory and in each checkpoint; then the job waits. Default 10,000. */
        public Builder<T> capacity(int publications) {
            this.capacity = publications;
            return this;
        }

        /**
         * For publications that are not worth a standstill: those that find {@code capacity} others waiting are dropped
         * and counted ({@code dropped}), and the job goes on. Default: the job waits.
         */
        public Builder<T> dropWhenFull() {
            this.dropWhenFull = true;
            return this;
        }

        /** How long the end of a bounded job waits for the broker before it fails. Default 60 s. */
        public Builder<T> endTimeout(Duration timeout) {
            this.endTimeout = timeout;
            return this;
        }

        /**
         * Builds the sink.
         *
         * @throws IllegalArgumentException naming every setting that is missing or out of range
         */
        public MqttSink<T> build() {
            List<String> mistakes = new ArrayList<>();
            if (connector == null) {
                mistakes.add("connection is missing");
            }
            if (serializer == null) {
                mistakes.add("serializer is missing");
            }
            if (capacity < 1 || window < 1) {
                mistakes.add("window and capacity must be at least 1, were " + window + " and " + capacity);
            }
            if (!mistakes.isEmpty()) {
                throw new IllegalArgumentException("MQTT sink: " + String.join("; ", mistakes));
            }
            MqttSink<T> sink = new MqttSink<>(this);
            // Checks the ranges now rather than on a machine of the cluster.
            sink.options(clientIdPrefix + "-0");
            return sink;
        }
    }
}
