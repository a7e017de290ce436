package io.citybrain.mqtt.client;

import java.util.List;
import java.util.function.Consumer;

/** One live connection to a broker. It ends once and is never revived: a new one gets a new epoch. Thread-safe. */
public interface BrokerConnection extends AutoCloseable {
    /** Whether the broker still had a session of our client id. */
    boolean sessionPresent();

    BrokerLimits limits();

    /**
     * Subscribes with QoS 1 and waits for the broker's answer.
     *
     * @throws MqttFailure if one filter is refused or no answer comes
     */
    void subscribe(List<Subscription> subscriptions) throws MqttFailure, InterruptedException;

    void unsubscribe(List<String> filters) throws MqttFailure, InterruptedException;

    /**
     * Sends with QoS 1; never waits. The caller holds back when {@link BrokerLimits#receiveMaximum()} are outstanding.
     *
     * @param expirySeconds what is left of the lifetime, 0 for none
     * @param settled called once, on a thread of the client, with the broker's verdict; not called if the connection
     *     ends first
     */
    void publish(MqttPublication publication, long expirySeconds, Consumer<Settlement> settled) throws MqttFailure;

    /** Acknowledges a received QoS 1 message. Without this call the broker keeps it. */
    void acknowledge(int packetId) throws MqttFailure;

    /** Ends the connection at once; safe to call twice. */
    @Override
    void close();
}
