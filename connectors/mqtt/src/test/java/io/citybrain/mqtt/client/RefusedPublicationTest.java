package io.citybrain.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citybrain.mqtt.testing.RefusingBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the broker can't take at the moment is published later, in order; what it never takes is told. */
final class RefusedPublicationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int QUOTA_EXCEEDED = 0x97;

    private final ConcurrentLinkedQueue<Settlement> verdicts = new ConcurrentLinkedQueue<>();

    private void publish(MqttPublisher publisher, String topic, String text) throws InterruptedException {
        publisher.publish(MqttPublication.of(topic, text.getBytes(StandardCharsets.UTF_8)), verdicts::add);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0x83, QUOTA_EXCEEDED})
    void aBrokerInTroubleIsAskedAgain(int code) throws Exception {
        Map<String, Integer> asked = new ConcurrentHashMap<>();
        try (RefusingBroker broker = new RefusingBroker(text -> asked.merge(text, 1, Integer::sum) < 3 ? code : 0);
                MqttPublisher publisher = MqttPublisher.open(broker.connection(), PublisherOptions.of("writer"))) {
            publish(publisher, "a", "1");
            assertThat(publisher.flush(PATIENCE)).isTrue();
            assertThat(broker.taken).containsExactly("a 1");
            assertThat(publisher.deferred()).isEqualTo(2);
            assertThat(publisher.refused()).isZero();
        }
        assertThat(verdicts).containsExactly(Settlement.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x87, 0x90, 0x99})
    void aBrokerThatNeverTakesItIsAskedOnce(int code) throws Exception {
        try (RefusingBroker broker = new RefusingBroker(text -> code);
                MqttPublisher publisher = MqttPublisher.open(broker.connection(), PublisherOptions.of("writer"))) {
            publish(publisher, "a", "1");
            assertThat(publisher.flush(PATIENCE)).isTrue();
            assertThat(broker.refused).containsExactly("a 1");
            assertThat(publisher.refused()).isEqualTo(1);
        }
        assertThat(verdicts).extracting(Settlement::outcome).containsExactly(Settlement.Outcome.REFUSED);
    }

    @Test
    void aTopicEndsWithItsNewestAndNoOtherTopicWaitsForIt() throws Exception {
        AtomicBoolean full = new AtomicBoolean(true);
        try (RefusingBroker broker = new RefusingBroker(text -> text.equals("a 1") && full.get() ? QUOTA_EXCEEDED : 0);
                MqttPublisher publisher = MqttPublisher.open(broker.connection(), PublisherOptions.of("writer"))) {
            publish(publisher, "a", "0");
            publish(publisher, "a", "1");
            publish(publisher, "a", "2");
            publish(publisher, "b", "1");
            await().until(() -> broker.taken.contains("b 1") && broker.refused.size() > 1);
            publish(publisher, "a", "3");
            publish(publisher, "b", "2");
            await().until(() -> broker.taken.contains("b 2"));
            assertThat(publisher.pending()).isEqualTo(3);
            assertThat(publisher.unaccepted())
                    .extracting(held -> new String(held.publication().payload(), StandardCharsets.UTF_8))
                    .containsExactly("1", "2", "3");
            full.set(false);
            assertThat(publisher.flush(PATIENCE)).isTrue();
            List<String> onA =
                    broker.taken.stream().filter(text -> text.startsWith("a")).toList();
            assertThat(onA).startsWith("a 0").endsWith("a 1", "a 2", "a 3");
        }
        assertThat(verdicts).hasSize(6).containsOnly(Settlement.ACCEPTED);
    }
}
