package io.citybrain.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citybrain.mqtt.testing.EmbeddedArtemis;
import io.citybrain.mqtt.testing.NumberedMessages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the source needs of the broker that the standalone city carries within itself. */
final class ArtemisTest {
    private static final Duration LONG = Duration.ofSeconds(100);

    @TempDir
    Path folder;

    /** Acknowledges nothing and notes everything. */
    static final class Holder implements BrokerConnector.Events {
        final List<MqttMessage> messages = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void connected(BrokerConnection connection) {}

        @Override
        public void arrived(int packetId, MqttMessage message) {
            messages.add(message);
        }

        @Override
        public void lost(MqttFailure why) {}
    }

    @Test
    void itPassesTheCheck() throws Exception {
        try (EmbeddedArtemis broker = EmbeddedArtemis.start(folder)) {
            BrokerFindings findings = BrokerCheck.run(broker.connection(), Duration.ofSeconds(10));
            assertThat(findings.problems()).isEmpty();
            assertThat(findings.canHoldAcknowledgements()).isTrue();
        }
    }

    @Test
    void twoThousandUnacknowledgedMessagesSurviveItsDeath() throws Exception {
        try (EmbeddedArtemis broker = EmbeddedArtemis.start(folder)) {
            PahoConnector connector = new PahoConnector(broker.connection());
            SessionOptions session = new SessionOptions("holder", false, 3_600, 10_000, null);
            Holder first = new Holder();
            try (BrokerConnection connection = connector.connect(session, first)) {
                assertThat(connection.sessionPresent()).isFalse();
                connection.subscribe(List.of(new Subscription("n/#", Subscription.Retained.ALWAYS)));
                publish(broker, 2_000);
                await().atMost(LONG).until(() -> first.messages.size() == 2_000);
                broker.kill();
            }
            broker.startAgain();
            Holder second = new Holder();
            try (BrokerConnection connection = connector.connect(session, second)) {
                assertThat(connection.sessionPresent()).isTrue();
                await().atMost(LONG).until(() -> second.messages.size() == 2_000);
            }
            assertThat(numbers(second)).isEqualTo(NumberedMessages.range(0, 2_000));
        }
    }

    /** A registry of 2,100 sensors, as the standalone city has it. Figures go to the console. */
    @Test
    void aWildcardSubscriptionFindsThousandsOfRetainedTopics() throws Exception {
        try (EmbeddedArtemis broker = EmbeddedArtemis.start(folder)) {
            publishRetained(broker, "new topics");
            readRetained(broker);
            publishRetained(broker, "known topics");
            long stopped = System.nanoTime();
            broker.stop();
            broker.startAgain();
            System.out.printf("Artemis: restart with 2,100 retained topics %d ms%n", millisSince(stopped));
            readRetained(broker);
        }
    }

    private static void publishRetained(EmbeddedArtemis broker, String what) throws InterruptedException {
        long start = System.nanoTime();
        try (MqttPublisher publisher = MqttPublisher.open(broker.connection(), PublisherOptions.of("writer"))) {
            for (int i = 0; i < 2_100; i++) {
                publisher.publish(MqttPublication.retained("r/" + i, NumberedMessages.payload(i)), verdict -> {});
            }
            assertThat(publisher.flush(LONG)).isTrue();
        }
        System.out.printf("Artemis: published 2,100 retained, %s, in %d ms%n", what, millisSince(start));
    }

    private static void readRetained(EmbeddedArtemis broker) throws InterruptedException {
        Map<String, Boolean> seen = new ConcurrentHashMap<>();
        long start = System.nanoTime();
        try (MqttSubscriber subscriber = MqttSubscriber.open(
                broker.connection(),
                SessionOptions.transientSession("reader"),
                List.of("r/#"),
                message -> seen.put(message.topic(), message.retained()))) {
            assertThat(subscriber.awaitSubscribed(LONG.toMillis())).isTrue();
            await().atMost(LONG).until(() -> seen.size() == 2_100);
        }
        System.out.printf("Artemis: subscribed and received 2,100 retained in %d ms%n", millisSince(start));
        assertThat(seen.values()).containsOnly(true);
    }

    private static void publish(EmbeddedArtemis broker, int count) throws InterruptedException {
        try (MqttPublisher publisher = MqttPublisher.open(broker.connection(), PublisherOptions.of("writer"))) {
            NumberedMessages.publish(publisher, "n/1", 0, count);
            assertThat(publisher.flush(LONG)).isTrue();
        }
    }

    private static List<Integer> numbers(Holder holder) {
        return holder.messages.stream()
                .map(message -> NumberedMessages.number(message.payload()))
                .toList();
    }

    private static long millisSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }
}
