package io.citybrain.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How a broker that is away is asked again. */
final class ConnectionKeeperTest {
    /** Nobody answers; counts how often it was asked. */
    private static final class NobodyThere implements BrokerConnector {
        private final transient CountDownLatch attempts;

        NobodyThere(int awaited) {
            attempts = new CountDownLatch(awaited);
        }

        @Override
        public BrokerConnection connect(SessionOptions options, Events events) throws MqttFailure {
            attempts.countDown();
            throw new MqttFailure(MqttFailure.Reason.UNREACHABLE, "nobody there");
        }
    }

    private static final ConnectionKeeper.Session NO_SESSION = new ConnectionKeeper.Session() {
        @Override
        public void connected(int epoch, BrokerConnection connection) {}

        @Override
        public void arrived(int epoch, int packetId, MqttMessage message) {}

        @Override
        public void lost(int epoch, MqttFailure why) {}
    };

    @Test
    void theThirdAttemptComesAfterPausesOfOneAndTwoTenthsOfASecond() throws InterruptedException {
        NobodyThere nobody = new NobodyThere(3);
        long begun = System.nanoTime();
        try (ConnectionKeeper keeper =
                new ConnectionKeeper(nobody, SessionOptions.transientSession("a"), NO_SESSION, LinkListener.NONE, 0)) {
            keeper.start();
            assertThat(nobody.attempts.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)).isGreaterThanOrEqualTo(300);
    }
}
