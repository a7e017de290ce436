package io.citybrain.mqtt.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks whether a broker can carry acknowledgement at checkpoints. HiveMQ CE cannot: it delivers nothing new to a client
 * that withholds one acknowledgement, so a source would stall at one message per checkpoint.
 */
public final class BrokerCheck {
    private static final int PROBES = 3;

    private BrokerCheck() {}

    /**
     * Publishes three messages to a private topic and expects all of them without acknowledging any.
     *
     * @param timeout for the messages to arrive; a second is plenty on a healthy network
     * @throws MqttFailure if the broker cannot be reached or refuses us
     */
    public static BrokerFindings run(MqttConnection connection, Duration timeout)
            throws MqttFailure, InterruptedException {
        String name = "check-" + UUID.randomUUID();
        CountDownLatch arrived = new CountDownLatch(PROBES);
        PahoConnector connector = new PahoConnector(connection);
        List<String> problems = new ArrayList<>();
        try (PahoConnection probe =
                connector.connectToAnyBroker(SessionOptions.transientSession(name), counting(arrived))) {
            BrokerLimits limits = probe.limits();
            boolean holds = false;
            if (probe.announcedNegative()) {
                problems.add("the receive maximum " + limits.receiveMaximum() + " is above "
                        + SessionOptions.MAX_RECEIVE_MAXIMUM + ", which the Paho client reads as negative: lower it");
            } else {
                holds = probe(probe, "citybrain/check/" + name, arrived, timeout);
                if (!holds) {
                    problems.add("only " + (PROBES - arrived.getCount()) + " of " + PROBES
                            + " messages came without an acknowledgement: this broker (HiveMQ CE does so) cannot be used"
                            + " with acknowledgement at checkpoints");
                }
            }
            return new BrokerFindings(
                    limits.receiveMaximum(),
                    limits.topicAliasMaximum(),
                    limits.maximumPacketBytes(),
                    holds,
                    List.copyOf(problems));
        }
    }

    private static boolean probe(PahoConnection probe, String topic, CountDownLatch arrived, Duration timeout)
            throws MqttFailure, InterruptedException {
        probe.subscribe(List.of(new Subscription(topic, Subscription.Retained.NEVER)));
        for (int i = 0; i < PROBES; i++) {
            byte[] payload = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
            probe.publish(MqttPublication.of(topic, payload), 0, verdict -> {});
        }
        return arrived.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static BrokerConnector.Events counting(CountDownLatch arrived) {
        return new BrokerConnector.Events() {
            @Override
            public void connected(BrokerConnection connection) {}

            @Override
            public void arrived(int packetId, MqttMessage message) {
                arrived.countDown();
            }

            @Override
            public void lost(MqttFailure why) {}
        };
    }
}
