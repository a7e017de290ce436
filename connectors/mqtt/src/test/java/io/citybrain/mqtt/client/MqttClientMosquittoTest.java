package io.citybrain.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citybrain.mqtt.testing.MosquittoServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MqttClientMosquittoTest {
    @TempDir
    Path folder;

    @Test
    void whatIsPublishedArrivesInOrder() throws Exception {
        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        try (MosquittoServer broker = MosquittoServer.start(folder);
                MqttSubscriber subscriber = subscribe(broker, "reader", seen);
                MqttPublisher publisher = MqttPublisher.open(broker.connection(), PublisherOptions.of("writer"))) {
            assertThat(subscriber.awaitSubscribed(10_000)).isTrue();
            publish(publisher, 0, 10_000);
            assertThat(publisher.flush(Duration.ofSeconds(20))).isTrue();
            await().until(() -> seen.size() == 10_000);
        }
        assertThat(seen).containsExactlyElementsOf(numbers(0, 10_000));
    }

    @Test
    void aBrokerRestartUnderWayLosesNothingAndKeepsTheOrderOfFirstArrival() throws Exception {
        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        try (MosquittoServer broker = MosquittoServer.start(folder);
                MqttSubscriber subscriber = subscribe(broker, "reader", seen);
                MqttPublisher publisher = MqttPublisher.open(broker.connection(), PublisherOptions.of("writer"))) {
            assertThat(subscriber.awaitSubscribed(10_000)).isTrue();
            publish(publisher, 0, 5_000);
            broker.stop();
            Thread writer = new Thread(() -> publishQuietly(publisher, 5_000, 10_000));
            writer.start();
            await().until(() -> publisher.pending() == 1_000);
            broker.startAgain();
            writer.join();
            assertThat(publisher.flush(Duration.ofSeconds(20))).isTrue();
            await().until(() -> seen.stream().distinct().count() == 10_000);
            assertThat(publisher.reconnects()).isEqualTo(1);
        }
        assertThat(seen.stream().distinct().toList()).containsExactlyElementsOf(numbers(0, 10_000));
    }

    @Test
    void aPublisherThatStartsBeforeItsBrokerDeliversLater() throws Exception {
        MosquittoServer broker =
                MosquittoServer.prepare(folder, List.of("allow_anonymous true"), MosquittoServer.SETTINGS, "tcp");
        AtomicInteger failures = new AtomicInteger();
        PublisherOptions options = PublisherOptions.of("writer").withListener((link, attempts, why) -> {
            if (link == LinkListener.Link.DOWN) {
                assertThat(why.reason()).isEqualTo(MqttFailure.Reason.UNREACHABLE);
                failures.incrementAndGet();
            }
        });
        try (broker;
                MqttPublisher publisher = MqttPublisher.open(broker.connection(), options)) {
            publisher.publish(MqttPublication.of("a/b", new byte[] {1}), verdict -> {});
            await().until(() -> failures.get() >= 2);
            broker.startAgain();
            assertThat(publisher.flush(Duration.ofSeconds(20))).isTrue();
            assertThat(publisher.accepted()).isEqualTo(1);
        }
    }

    @Test
    void aBrokerWithGoodSettingsPassesTheCheck() throws Exception {
        try (MosquittoServer broker = MosquittoServer.start(folder)) {
            BrokerFindings findings = BrokerCheck.run(broker.connection(), Duration.ofSeconds(5));
            assertThat(findings.problems()).isEmpty();
            assertThat(findings.canHoldAcknowledgements()).isTrue();
            assertThat(findings.receiveMaximum()).isEqualTo(10_000);
        }
    }

    private static MqttSubscriber subscribe(MosquittoServer broker, String name, ConcurrentLinkedQueue<String> seen) {
        return MqttSubscriber.open(
                broker.connection(),
                SessionOptions.persistentSession(name, 3_600),
                List.of("n/#"),
                message -> seen.add(new String(message.payload(), StandardCharsets.UTF_8)));
    }

    private static void publishQuietly(MqttPublisher publisher, int from, int to) {
        try {
            publish(publisher, from, to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void publish(MqttPublisher publisher, int from, int to) throws InterruptedException {
        for (int i = from; i < to; i++) {
            byte[] payload = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
            publisher.publish(MqttPublication.of("n/1", payload), verdict -> {});
        }
    }

    private static List<String> numbers(int from, int to) {
        return java.util.stream.IntStream.range(from, to)
                .mapToObj(Integer::toString)
                .toList();
    }
}
