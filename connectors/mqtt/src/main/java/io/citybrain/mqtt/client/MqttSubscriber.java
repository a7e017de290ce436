package io.citybrain.mqtt.client;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plain subscriber for tools and tests: hands each message to one handler and acknowledges it when the handler has
 * returned. Reconnects and subscribes again for ever. A message whose handler threw is logged and acknowledged.
 */
public final class MqttSubscriber implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MqttSubscriber.class);

    private final List<Subscription> subscriptions;
    private final Consumer<MqttMessage> handler;
    private final ConnectionKeeper keeper;
    private final CountDownLatch subscribed = new CountDownLatch(1);
    private final String clientId;

    private MqttSubscriber(
            BrokerConnector connector,
            SessionOptions options,
            List<String> filters,
            Consumer<MqttMessage> handler,
            LinkListener listener) {
        this.subscriptions = filters.stream()
                .map(filter -> new Subscription(filter, Subscription.Retained.ALWAYS))
                .toList();
        this.handler = handler;
        this.clientId = options.clientId();
        this.keeper = new ConnectionKeeper(connector, options, new Link(), listener, 0);
    }

    /**
     * Starts at once and connects in the background.
     *
     * @param handler called on a client thread, one message at a time; must be quick, or the connection dies
     */
    public static MqttSubscriber open(
            MqttConnection connection, SessionOptions options, List<String> filters, Consumer<MqttMessage> handler) {
        return open(new PahoConnector(connection), options, filters, handler, LinkListener.NONE);
    }

    public static MqttSubscriber open(
            BrokerConnector connector,
            SessionOptions options,
            List<String> filters,
            Consumer<MqttMessage> handler,
            LinkListener listener) {
        MqttSubscriber subscriber = new MqttSubscriber(connector, options, filters, handler, listener);
        subscriber.keeper.start();
        return subscriber;
    }

    /** Waits for the first subscription. False if the broker did not grant it in time. */
    public boolean awaitSubscribed(long timeoutMillis) throws InterruptedException {
        return subscribed.await(timeoutMillis, TimeUnit.MILLISECONDS);
    }

    public long reconnects() {
        return keeper.reconnects();
    }

    @Override
    public void close() {
        keeper.close();
    }

    private final class Link implements ConnectionKeeper.Session {
        private volatile BrokerConnection connection;

        @Override
        public void connected(int epoch, BrokerConnection made) {
            connection = made;
        }

        @Override
        public void established(int epoch, BrokerConnection made) throws MqttFailure, InterruptedException {
            made.subscribe(subscriptions);
            subscribed.countDown();
        }

        @Override
        public void arrived(int epoch, int packetId, MqttMessage message) {
            try {
                handler.accept(message);
            } catch (RuntimeException e) {
                LOG.error("'{}' could not handle a message of {}", clientId, message.topic(), e);
            }
            if (packetId != 0) {
                try {
                    connection.acknowledge(packetId);
                } catch (MqttFailure e) {
                    LOG.debug("'{}' lost its connection before an acknowledgement; the message comes again", clientId);
                }
            }
        }

        @Override
        public void lost(int epoch, MqttFailure why) {
            // The keeper has logged it and connects again.
        }
    }
}
