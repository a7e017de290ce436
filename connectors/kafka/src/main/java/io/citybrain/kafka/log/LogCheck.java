package io.citybrain.kafka.log;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be true of the log before a job reads it. */
public final class LogCheck {
    private static final Logger LOG = LoggerFactory.getLogger(LogCheck.class);

    private LogCheck() {}

    /**
     * Each reader must have a partition. One that has none hears no tick, and the city's time is that of the slowest
     * reader: it would stand still for ever, without a word. Of a Kafka that does not answer here nothing is known, and
     * the job may start; it waits for Kafka itself.
     *
     * @param topic the log's name
     * @param readers the parallelism of the source
     * @throws IllegalArgumentException if there are too few partitions, or no such topic
     */
    public static void requirePartitions(KafkaConnection kafka, String topic, int readers) throws InterruptedException {
        int partitions;
        try (Admin admin = kafka.admin()) {
            partitions = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size();
        } catch (ExecutionException | KafkaException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new IllegalArgumentException(
                        "Kafka " + kafka.servers() + " lacks the topic " + topic
                                + ": create it with deploy/kafka-topics --kafka " + kafka.servers()
                                + " / 缺少主题，请先运行 deploy/kafka-topics",
                        e);
            }
            LOG.warn("Kafka {} does not say how many partitions {} has", kafka.servers(), topic, e);
            return;
        }
        if (partitions < readers) {
            throw new IllegalArgumentException("parallelism: " + readers + ", but " + topic + " has " + partitions
                    + " partitions, and a reader without one would stop the city's clock: set parallelism to at most "
                    + partitions + " / 并行度不能超过分区数 " + partitions);
        }
    }
}
