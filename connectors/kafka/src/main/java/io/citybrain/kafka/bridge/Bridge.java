package io.citybrain.kafka.bridge;

import io.citybrain.kafka.log.KafkaTopics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bridge's life: waits for Kafka, forwards, and begins anew when Kafka refuses. It never gives up by itself; what is
 * not acknowledged meanwhile stays at the MQTT broker.
 */
final class Bridge {
    private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);
    private static final int BLOCK_MILLIS = 1_000;
    private static final Duration LAST_WRITES = Duration.ofSeconds(10);
    private static final long PAUSE_SECONDS = 5;

    private final BridgeSettings settings;
    private final BridgeCounters counters = new BridgeCounters();
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile String trouble;

    Bridge(BridgeSettings settings) {
        this.settings = settings;
    }

    BridgeCounters counters() {
        return counters;
    }

    /** What keeps it from forwarding, one sentence; null if nothing does. */
    String findTrouble() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - counters.kafkaHeardNanos.get());
        if (trouble != null) {
            return trouble;
        }
        if (seconds >= PAUSE_SECONDS) {
            return "Kafka has confirmed nothing for " + seconds + " s / Kafka 无应答";
        }
        return counters.caughtUp.get() ? null : "connecting to MQTT, or reading its backlog / 正在连接 MQTT 或读取积压";
    }

    /** Ends {@link #run} in good order; from any thread. */
    void stop() {
        stop.countDown();
    }

    /**
     * Until it is stopped.
     *
     * @throws CannotStart if the topics are not there
     */
    void run() throws CannotStart, InterruptedException {
        boolean started = false;
        while (!isStopped()) {
            try {
                int partitions = partitions();
                trouble = null;
                started = true;
                forward(partitions);
            } catch (CannotStart missing) {
                if (!started) {
                    throw missing;
                }
                pause(missing.getMessage());
            } catch (KafkaTrouble | KafkaException e) {
                String cause = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
                pause(e.getMessage() + cause);
            }
        }
    }

    private void pause(String why) throws InterruptedException {
        if (!isStopped()) {
            trouble = why;
            counters.restarts.incrementAndGet();
            LOG.warn("not forwarding, all begins anew in {} s: {}", PAUSE_SECONDS, why);
            boolean unused = stop.await(PAUSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    private void forward(int partitions) throws KafkaTrouble, InterruptedException {
        try (InboundLog log = new InboundLog(
                        settings.kafka().producer(BLOCK_MILLIS), settings, partitions, counters, this::isStopped);
                Forwarder forwarder = new Forwarder(settings, log, counters, this::isStopped)) {
            forwarder.run();
            forwarder.finish(LAST_WRITES);
        } catch (InterruptedException e) {
            // Stopped while Kafka does not answer: nothing more can be written, and the broker keeps it.
            if (!isStopped()) {
                throw e;
            }
        }
    }

    private int partitions() throws CannotStart, KafkaTrouble, InterruptedException {
        KafkaTopics topics = settings.topics();
        try (Admin admin = settings.kafka().admin()) {
            Map<String, TopicDescription> found = admin.describeTopics(List.of(topics.inbound(), topics.refused()))
                    .allTopicNames()
                    .get();
            return found.get(topics.inbound()).partitions().size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new CannotStart("Kafka " + settings.kafka().servers() + " lacks the topic " + topics.inbound()
                        + " or " + topics.refused() + ": create them with deploy/kafka-topics --kafka "
                        + settings.kafka().servers() + " / 缺少主题，请先运行 deploy/kafka-topics");
            }
            throw new KafkaTrouble(
                    "Kafka does not answer at " + settings.kafka().servers(), e.getCause());
        }
    }
}
