package io.citybrain.kafka.bridge;

import io.citybrain.kafka.log.KafkaConnection;
import io.citybrain.kafka.log.KafkaTopics;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What both commands can be told about Kafka. */
final class KafkaOptions {
    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9092",
            description = "Kafka, several with commas / Kafka 地址。Default: ${DEFAULT-VALUE}")
    private String servers;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description = "Client settings of Kafka, such as those for TLS and logins / Kafka 客户端配置文件。")
    private Path properties;

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            defaultValue = KafkaTopics.DEFAULT_PREFIX,
            description = "Topic names begin with it / 主题名前缀。Default: ${DEFAULT-VALUE}")
    private String prefix;

    KafkaConnection connection() throws CannotStart {
        try {
            return properties == null ? KafkaConnection.of(servers) : KafkaConnection.read(servers, properties);
        } catch (IOException e) {
            throw new CannotStart("--kafka-properties " + properties + " cannot be read / 无法读取: " + e.getMessage());
        }
    }

    KafkaTopics topics(int partitions) {
        return new KafkaTopics(prefix, partitions);
    }
}
