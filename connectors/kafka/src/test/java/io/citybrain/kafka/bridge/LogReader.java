package io.citybrain.kafka.bridge;

import io.citybrain.kafka.log.LogFormat;
import io.citybrain.kafka.log.LogRecord;
import io.citybrain.kafka.log.LogRecord.Control;
import io.citybrain.kafka.testing.KafkaServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning, more at each call. */
final class LogReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<LogRecord> records = new ArrayList<>();
    private final List<byte[]> values = new ArrayList<>();

    LogReader(KafkaServer kafka, String topic, int partitions) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.servers(), "reconnect.backoff.max.ms", "200"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            all.add(new TopicPartition(topic, i));
        }
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /** All records so far. */
    List<LogRecord> read() {
        consumer.poll(Duration.ofMillis(200)).forEach(read -> {
            values.add(read.value());
            LogRecord log = LogFormat.find(read);
            if (log != null) {
                records.add(log);
            }
        });
        return records;
    }

    List<byte[]> values() {
        read();
        return values;
    }

    List<LogRecord> messages(String topicPrefix) {
        return read().stream()
                .filter(log -> log.control() == Control.MESSAGE)
                .filter(log -> log.mqttTopic().startsWith(topicPrefix))
                .toList();
    }

    List<LogRecord> of(int partition, Control control) {
        return read().stream()
                .filter(log -> log.partition() == partition && log.control() == control)
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
