package io.citybrain.bench;

import io.citybrain.wire.Topics;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Paho alone: acknowledges each QoS 1 reading at once and does nothing with it. No consumer on this client is faster. */
final class BareSubscriber implements MqttCallback, AutoCloseable {
    private static final int RECEIVE_MAXIMUM = 30_000;

    private final MqttAsyncClient client;
    private final AtomicLong received = new AtomicLong();
    private volatile boolean lost;

    BareSubscriber(int brokerPort) throws MqttException {
        client = new MqttAsyncClient("tcp://127.0.0.1:" + brokerPort, "bench-bare", new MemoryPersistence());
        client.setCallback(this);
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setReceiveMaximum(RECEIVE_MAXIMUM);
        client.connect(options).waitForCompletion();
        client.subscribe(Topics.ALL_TELEMETRY, 1).waitForCompletion();
    }

    /** Once its connection is gone it would count too little, and who is compared with it would look better. */
    long received() {
        if (lost) {
            throw new CannotMeasure("the bare subscriber lost its connection to the broker: measure again");
        }
        return received.get();
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        received.incrementAndGet();
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        lost = true;
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 1_000, true);
        client.close(true);
    }
}
