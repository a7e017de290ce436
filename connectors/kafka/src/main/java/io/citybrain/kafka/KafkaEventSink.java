package io.citybrain.kafka;

import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Writes events at least once: a checkpoint waits until Kafka has what was written before it, and after a restore some
 * may come twice with the same id. A Kafka that is away is waited for, so checkpoints stand still meanwhile.
 */
public final class KafkaEventSink {
    private KafkaEventSink() {}

    public static <T> Builder<T> builder() {
        return new Builder<>();
    }

    /** Collects the settings. */
    public static final class Builder<T> {
        private String servers;
        private String topic;
        private EventEncoder<T> encoder;
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

        public KafkaSink<T> build() {
            if (servers == null || topic == null || encoder == null) {
                throw new IllegalStateException("the Kafka sink needs servers, a topic and an encoder");
            }
            Properties producer = new Properties();
            producer.put(ProducerConfig.ACKS_CONFIG, "all");
            producer.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
            // The usual two minutes would turn a longer outage of Kafka into restarts of the job.
            producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(Integer.MAX_VALUE));
            producer.putAll(properties);
            return KafkaSink.<T>builder()
                    .setBootstrapServers(servers)
                    .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                    .setKafkaProducerConfig(producer)
                    .setRecordSerializer(new EventSerialization<>(topic, encoder))
                    .build();
        }
    }
}
