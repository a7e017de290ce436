package io.citybrain.kafka.log;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Where Kafka is and how to be let in.
 *
 * @param servers {@code host:port}, several with commas
 * @param settings client settings of Kafka by name, such as those for TLS and logins
 */
public record KafkaConnection(String servers, Map<String, String> settings) {
    private static final Pattern SERVERS = Pattern.compile("[^\\s:,/]+:\\d{1,5}(,[^\\s:,/]+:\\d{1,5})*");

    public KafkaConnection {
        if (!SERVERS.matcher(servers).matches()) {
            throw new IllegalArgumentException("Kafka's address is HOST:PORT, several with commas, was '" + servers
                    + "' / Kafka 地址应为 HOST:PORT，多个用逗号分隔");
        }
        settings = Map.copyOf(settings);
    }

    public static KafkaConnection of(String servers) {
        return new KafkaConnection(servers, Map.of());
    }

    /** With the settings of a file of lines {@code name=value}, as Kafka's own tools read it. */
    public static KafkaConnection read(String servers, Path file) throws IOException {
        Properties lines = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            lines.load(in);
        }
        Map<String, String> settings = new HashMap<>();
        lines.stringPropertyNames().forEach(name -> settings.put(name, lines.getProperty(name)));
        return new KafkaConnection(servers, settings);
    }

    public Admin admin() {
        return Admin.create(with(Map.of("default.api.timeout.ms", "10000", "request.timeout.ms", "5000")));
    }

    /** A producer that keeps the order of each partition and never gives up what it has taken. */
    public KafkaProducer<byte[], byte[]> producer(int blockMillis) {
        Map<String, Object> own = Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Integer.MAX_VALUE,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                blockMillis,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000,
                // New partitions must have the clock before a reader finds them.
                ProducerConfig.METADATA_MAX_AGE_CONFIG,
                10_000,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4");
        return new KafkaProducer<>(with(own), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> with(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(own);
        all.put("bootstrap.servers", servers);
        return all;
    }
}
