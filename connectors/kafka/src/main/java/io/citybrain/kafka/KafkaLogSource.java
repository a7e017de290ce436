package io.citybrain.kafka;

import io.citybrain.kafka.log.KafkaTopics;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;

/**
 * Reads the log of {@link io.citybrain.kafka.log}. A job that is restored goes on where its checkpoint was; one without
 * state reads from the earliest record that is kept, since the registry lies in the log, too. New partitions are found
 * within a minute. Give it a watermark strategy that goes by {@code TICK} records only, and no idleness: each partition
 * ticks for itself.
 */
public final class KafkaLogSource {
    private static final String DISCOVERY_MILLIS = "60000";

    private KafkaLogSource() {}

    public static <T> Builder<T> builder() {
        return new Builder<>();
    }

    /** Collects the settings. */
    public static final class Builder<T> {
        private String servers;
        private String topic = KafkaTopics.usual().inbound();
        private String group = "city-sensing";
        private LogDeserializer<T> deserializer;
        private final Properties properties = new Properties();

        private Builder() {}

        /** {@code host:port}, several with commas. */
        public Builder<T> servers(String hostsAndPorts) {
            servers = hostsAndPorts;
            return this;
        }

        /** Default {@code city.inbound}. */
        public Builder<T> topic(String name) {
            topic = name;
            return this;
        }

        /** Under this name Kafka shows how far the job is; it decides nothing. */
        public Builder<T> group(String name) {
            group = name;
            return this;
        }

        public Builder<T> deserializer(LogDeserializer<T> made) {
            deserializer = made;
            return this;
        }

        /** Consumer settings of Kafka, such as those for TLS and logins. */
        public Builder<T> properties(Properties consumer) {
            properties.putAll(consumer);
            return this;
        }

        public KafkaSource<T> build() {
            if (servers == null || deserializer == null) {
                throw new IllegalStateException("the Kafka source needs servers and a deserializer");
            }
            KafkaSourceBuilder<T> source = KafkaSource.<T>builder()
                    .setBootstrapServers(servers)
                    .setTopics(topic)
                    .setGroupId(group)
                    .setStartingOffsets(OffsetsInitializer.earliest())
                    .setDeserializer(new LogDeserialization<>(deserializer))
                    .setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), DISCOVERY_MILLIS);
            return source.setProperties(properties).build();
        }
    }
}
