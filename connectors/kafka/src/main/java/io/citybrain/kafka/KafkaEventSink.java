package io.citybrain.kafka;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes events at least once and keeps in its state what Kafka has not confirmed. Unlike Flink's own sink it holds up
 * neither checkpoints nor the job while Kafka is away, until {@code capacity} events wait. After a restore those of the
 * state go out first, in order, so an event may come twice, with the same id, and none is lost. Order holds per writer.
 */
public final class KafkaEventSink<T> implements Sink<T>, SupportsWriterState<T, UnwrittenEvents> {
    private final String topic;
    private final EventEncoder<T> encoder;
    private final Properties producer;
    private final Limits limits;

    /** How much is held, and for how long. */
    record Limits(int capacity, boolean dropWhenFull, long endTimeoutMillis) implements Serializable {
        private static final long serialVersionUID = 1;
    }

    private KafkaEventSink(Builder<T> from, Properties producer) {
        this.topic = from.topic;
        this.encoder = from.encoder;
        this.producer = producer;
        this.limits = new Limits(from.capacity, from.dropWhenFull, from.endTimeout.toMillis());
    }

    public static <T> Builder<T> builder() {
        return new Builder<>();
    }

    @Override
    public StatefulSinkWriter<T, UnwrittenEvents> createWriter(WriterInitContext context) {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<T, UnwrittenEvents> restoreWriter(
            WriterInitContext context, Collection<UnwrittenEvents> states) {
        KafkaEventWriter<T> writer = new KafkaEventWriter<>(
                topic,
                encoder,
                this::open,
                limits,
                new KafkaEventWriter.Inside(
                        context.getMailboxExecutor(), context.getProcessingTimeService(), context.metricGroup()));
        states.forEach(writer::restore);
        return writer;
    }

    private Producer<byte[], byte[]> open() {
        return new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public SimpleVersionedSerializer<UnwrittenEvents> getWriterStateSerializer() {
        return new UnwrittenEventsSerializer();
    }

    /** Gathers and checks the settings. Needed: servers, topic, encoder. */
    public static final class Builder<T> {
        private String servers;
        private String topic;
        private EventEncoder<T> encoder;
        private int capacity = 10_000;
        private boolean dropWhenFull;
        private Duration endTimeout = Duration.ofSeconds(60);
        private final Properties properties = new Properties();

        private Builder() {}

        /** {@code host:port}, several with commas. */
        public Builder<T> servers(String hostsAndPorts) {
            servers = hostsAndPorts;
            return this;
        }

        public Builder<T> topic(String name) {
            topic = name;
            return this;
        }

        public Builder<T> encoder(EventEncoder<T> made) {
            encoder = made;
            return this;
        }

        /** Producer settings of Kafka, such as those for TLS and logins. */
        public Builder<T> properties(Properties producer) {
            properties.putAll(producer);
            return this;
        }

        /** Events held per writer, in memory and in each checkpoint; then the job waits. Default 10,000. */
        public Builder<T> capacity(int events) {
            capacity = events;
            return this;
        }

        /**
         * For events that are not worth a standstill: those that find {@code capacity} others waiting are dropped and
         * counted ({@code dropped}), and the job goes on. Default: the job waits.
         */
        public Builder<T> dropWhenFull() {
            dropWhenFull = true;
            return this;
        }

        /** How long the end of a bounded job waits for Kafka before it fails. Default 60 s. */
        public Builder<T> endTimeout(Duration timeout) {
            endTimeout = timeout;
            return this;
        }

        /**
         * Builds the sink.
         *
         * @throws IllegalArgumentException naming every setting that is missing or out of range
         */
        public KafkaEventSink<T> build() {
            List<String> mistakes = new ArrayList<>();
            if (servers == null) {
                mistakes.add("servers are missing");
            }
            if (topic == null) {
                mistakes.add("topic is missing");
            }
            if (encoder == null) {
                mistakes.add("encoder is missing");
            }
            if (capacity < 1) {
                mistakes.add("capacity must be at least 1, was " + capacity);
            }
            if (!mistakes.isEmpty()) {
                throw new IllegalArgumentException("Kafka sink: " + String.join("; ", mistakes));
            }
            return new KafkaEventSink<>(this, producer());
        }

        /** What is promised stands behind what others set, so that it wins. */
        Properties producer() {
            Properties producer = new Properties();
            producer.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
            producer.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
            producer.putAll(properties);
            producer.put(ProducerConfig.ACKS_CONFIG, "all");
            producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
            // A quiet topic is forgotten after five minutes, and the first alert after that would wait for a retry.
            producer.put(
                    ProducerConfig.METADATA_MAX_IDLE_CONFIG,
                    Long.toString(Duration.ofDays(7).toMillis()));
            // The writer is called on the task's thread and has its own patience; the producer retries for ever.
            producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "0");
            producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(Integer.MAX_VALUE));
            return producer;
        }
    }
}
