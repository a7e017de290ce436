package io.citybrain.mqtt.client;

import java.io.Serializable;

/** Makes connections. Tests put a fake here. */
@FunctionalInterface
public interface BrokerConnector extends Serializable {
    /** What a connection reports, on threads of the client; none of these may block. */
    interface Events {
        /** Called once, before the first message. */
        void connected(BrokerConnection connection);

        /**
         * A message came.
         *
         * @param packetId 1 to 65,535 for QoS 1, 0 for QoS 0
         */
        void arrived(int packetId, MqttMessage message);

        /** Called at most once, after {@link #connected}. */
        void lost(MqttFailure why);
    }

    /**
     * Waits until the broker has answered.
     *
     * @throws MqttFailure if it refuses or does not answer in time
     */
    BrokerConnection connect(SessionOptions options, Events events) throws MqttFailure, InterruptedException;
}
