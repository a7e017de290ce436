package io.citybrain.mqtt.client;

import io.citybrain.mqtt.client.MqttFailure.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** One Paho client for one connection. Paho's callback thread must never wait, or its pings go unanswered. */
final class PahoConnection implements BrokerConnection, MqttCallback, MqttActionListener {
    private static final int FIRST_ERROR_CODE = 0x80;
    private static final int NOT_AUTHORIZED = 0x87;
    /** Header, topic length, packet id and properties of a PUBLISH, rounded up. */
    private static final int PUBLISH_OVERHEAD_BYTES = 64;

    private final String broker;
    private final String clientId;
    private final long timeoutMillis;
    private final BrokerConnector.Events events;
    private final MqttAsyncClient client;
    private final AtomicBoolean lost = new AtomicBoolean();
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile boolean sessionPresent;
    private volatile boolean connected;
    private volatile boolean announcedNegative;
    private volatile BrokerLimits limits = new BrokerLimits(65_535, 0, Long.MAX_VALUE);

    private PahoConnection(String broker, String clientId, long timeoutMillis, BrokerConnector.Events events)
            throws MqttException {
        this.broker = broker;
        this.clientId = clientId;
        this.timeoutMillis = timeoutMillis;
        this.events = events;
        this.client = new MqttAsyncClient(broker, clientId, new NoPersistence());
    }

    static PahoConnection open(
            String broker,
            String clientId,
            MqttConnectionOptions options,
            long timeoutMillis,
            BrokerConnector.Events events)
            throws MqttFailure, InterruptedException {
        PahoConnection connection = null;
        try {
            connection = new PahoConnection(broker, clientId, timeoutMillis, events);
            connection.client.setManualAcks(true);
            connection.client.setCallback(connection);
            await(connection.client.connect(options, null, connection), timeoutMillis);
            // The token is done before the listener has run; who goes on then would read limits that are not there yet.
            if (!connection.told.await(timeoutMillis, TimeUnit.MILLISECONDS)) {
                throw new MqttException(MqttClientException.REASON_CODE_CLIENT_TIMEOUT);
            }
            return connection;
        } catch (MqttException e) {
            if (connection != null) {
                connection.close();
            }
            throw FailureClassifier.atConnect(broker, e);
        } catch (InterruptedException e) {
            connection.close();
            throw e;
        }
    }

    /** Paho calls this on its callback thread before it hands over the first message. */
    @Override
    public void onSuccess(IMqttToken token) {
        sessionPresent = token.getSessionPresent();
        MqttProperties given = token.getResponseProperties();
        if (given != null) {
            Integer receiveMaximum = given.getReceiveMaximum();
            announcedNegative = receiveMaximum != null && receiveMaximum <= 0;
            limits = new BrokerLimits(
                    receiveMaximum == null ? 65_535 : receiveMaximum & 0xFFFF,
                    given.getTopicAliasMaximum() == null ? 0 : given.getTopicAliasMaximum() & 0xFFFF,
                    given.getMaximumPacketSize() == null ? Long.MAX_VALUE : given.getMaximumPacketSize());
        }
        connected = true;
        events.connected(this);
        told.countDown();
    }

    @Override
    public void onFailure(IMqttToken token, Throwable thrown) {
        // The thread that waits for the connect token throws it.
    }

    @Override
    public boolean sessionPresent() {
        return sessionPresent;
    }

    @Override
    public BrokerLimits limits() {
        return limits;
    }

    boolean announcedNegative() {
        return announcedNegative;
    }

    @Override
    public void subscribe(List<Subscription> subscriptions) throws MqttFailure, InterruptedException {
        MqttSubscription[] wanted = new MqttSubscription[subscriptions.size()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = new MqttSubscription(subscriptions.get(i).filter(), 1);
            wanted[i].setRetainHandling(subscriptions.get(i).retained().code);
        }
        try {
            IMqttToken token = client.subscribe(wanted);
            await(token, timeoutMillis);
            int[] codes = token.getReasonCodes();
            for (int i = 0; i < codes.length && i < wanted.length; i++) {
                if ((codes[i] & 0xFF) >= FIRST_ERROR_CODE) {
                    throw refusedFilter(wanted[i].getTopic(), codes[i] & 0xFF);
                }
            }
        } catch (MqttException e) {
            throw FailureClassifier.atConnect(broker, e);
        }
    }

    @Override
    public void unsubscribe(List<String> filters) throws MqttFailure, InterruptedException {
        try {
            await(client.unsubscribe(filters.toArray(String[]::new)), timeoutMillis);
        } catch (MqttException e) {
            throw FailureClassifier.atConnect(broker, e);
        }
    }

    @Override
    public void publish(MqttPublication publication, long expirySeconds, Consumer<Settlement> settled)
            throws MqttFailure {
        if (!fits(publication)) {
            settled.accept(new Settlement(
                    Settlement.Outcome.REFUSED,
                    publication.topic() + ": " + publication.payload().length
                            + " bytes are more than the broker takes in one packet (" + limits.maximumPacketBytes()
                            + ")"));
            return;
        }
        org.eclipse.paho.mqttv5.common.MqttMessage message =
                new org.eclipse.paho.mqttv5.common.MqttMessage(publication.payload());
        message.setQos(1);
        message.setRetained(publication.retained());
        if (expirySeconds > 0) {
            MqttProperties properties = new MqttProperties();
            properties.setMessageExpiryInterval(expirySeconds);
            message.setProperties(properties);
        }
        try {
            client.publish(publication.topic(), message, null, new PublishListener(publication.topic(), settled));
        } catch (MqttException | RuntimeException e) {
            throw new MqttFailure(Reason.CONNECTION_LOST, "cannot publish to " + publication.topic(), e);
        }
    }

    @Override
    public void acknowledge(int packetId) throws MqttFailure {
        try {
            client.messageArrivedComplete(packetId, 1);
        } catch (MqttException | RuntimeException e) {
            // A closed Paho client has no callback any more and throws a NullPointerException.
            throw new MqttFailure(Reason.CONNECTION_LOST, "cannot acknowledge, the connection is gone", e);
        }
    }

    @Override
    public void close() {
        connected = false;
        try {
            client.disconnectForcibly(0, 200, true);
        } catch (MqttException e) {
            // It is going away; there is nobody to tell.
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            // As above.
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        if (connected && lost.compareAndSet(false, true)) {
            MqttException cause = response.getException();
            events.lost(FailureClassifier.whenLost(broker, clientId, response.getReturnCode(), cause));
        }
    }

    @Override
    public void messageArrived(String topic, org.eclipse.paho.mqttv5.common.MqttMessage message) {
        int packetId = message.getQos() == 0 ? 0 : message.getId();
        events.arrived(
                packetId,
                new MqttMessage(
                        topic,
                        message.getPayload(),
                        message.getQos(),
                        message.isRetained(),
                        System.currentTimeMillis()));
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
        // Paho ends the connection after it, which is reported as lost.
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}

    private boolean fits(MqttPublication publication) {
        long limit = limits.maximumPacketBytes();
        if (limit == Long.MAX_VALUE) {
            return true;
        }
        int topicBytes = publication.topic().getBytes(StandardCharsets.UTF_8).length;
        return PUBLISH_OVERHEAD_BYTES + topicBytes + (long) publication.payload().length <= limit;
    }

    private MqttFailure refusedFilter(String filter, int code) {
        return new MqttFailure(
                code == NOT_AUTHORIZED ? Reason.NOT_AUTHORIZED : Reason.REFUSED,
                broker + " refuses the subscription '" + filter + "' (" + FailureClassifier.hex(code)
                        + "): check its access list");
    }

    /** Paho's wait swallows an interrupt and goes on, so this one polls nothing but asks for it first. */
    private static void await(IMqttToken token, long timeoutMillis) throws MqttException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        token.waitForCompletion(timeoutMillis);
        if (!token.isComplete()) {
            throw new MqttException(MqttClientException.REASON_CODE_CLIENT_TIMEOUT);
        }
    }

    private record PublishListener(String topic, Consumer<Settlement> settled) implements MqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            int[] codes = token.getReasonCodes();
            int code = codes == null || codes.length == 0 ? 0 : codes[0] & 0xFF;
            settled.accept(FailureClassifier.atPublish(topic, code));
        }

        @Override
        public void onFailure(IMqttToken token, Throwable thrown) {
            // The connection ended before the answer; who holds the publication sends it again.
        }
    }
}
