package io.citybrain.kafka.log;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The topics of City Brain in Kafka, declared here and nowhere else.
 *
 * @param prefix their names begin with it, such as {@code city.}; letters, digits, dot, dash, underscore, may be empty
 * @param partitions of the inbound log, the readings and the alerts, 1 to 1,000; it can't change without moving sensors
 *     to other partitions
 */
public record KafkaTopics(String prefix, int partitions) {
    public static final String DEFAULT_PREFIX = "city.";
    public static final int DEFAULT_PARTITIONS = 12;

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,100}");
    private static final String CLEANUP = "cleanup.policy";
    private static final String RETENTION = "retention.ms";

    /**
     * One topic as it should be.
     *
     * @param settings topic settings of Kafka by name
     */
    public record Declared(String name, int partitions, Map<String, String> settings) {}

    public KafkaTopics {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "the prefix of the topics has letters, digits, dots, dashes or underscores, was '" + prefix + "'");
        }
        if (partitions < 1 || partitions > 1_000) {
            throw new IllegalArgumentException("partitions must be 1 to 1000, was " + partitions);
        }
    }

    public static KafkaTopics usual() {
        return new KafkaTopics(DEFAULT_PREFIX, DEFAULT_PARTITIONS);
    }

    /** What came in by MQTT, with the city's clock. */
    public String inbound() {
        return prefix + "inbound";
    }

    /** Every reading. */
    public String readings() {
        return prefix + "readings";
    }

    /** The newest state of every alert, key {@code kind/sensor/rule}. */
    public String alerts() {
        return prefix + "alerts";
    }

    /** What could not be taken. */
    public String refused() {
        return prefix + "refused";
    }

    public List<Declared> all() {
        return List.of(
                new Declared(inbound(), partitions, kept(Duration.ofDays(7))),
                new Declared(readings(), partitions, kept(Duration.ofDays(7))),
                new Declared(alerts(), partitions, Map.of(CLEANUP, "compact")),
                new Declared(refused(), 1, kept(Duration.ofDays(30))));
    }

    private static Map<String, String> kept(Duration retention) {
        return Map.of(CLEANUP, "delete", RETENTION, Long.toString(retention.toMillis()));
    }
}
