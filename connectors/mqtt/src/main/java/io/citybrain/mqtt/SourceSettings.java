package io.citybrain.mqtt;

import io.citybrain.mqtt.client.BrokerConnector;
import io.citybrain.mqtt.client.SessionOptions;
import java.io.Serializable;
import java.util.List;

/** Everything that the readers of one source share; {@link MqttSource.Builder} explains and checks it. */
record SourceSettings(
        BrokerConnector connector,
        String clientIdPrefix,
        List<SessionSettings> sessions,
        long sessionExpirySeconds,
        int receiveMaximum,
        int maxUnacknowledged,
        long maxHeldBytes,
        String fenceTopicPrefix,
        boolean matchByContent)
        implements Serializable {

    SessionSettings session(String name) {
        return sessions.stream()
                .filter(session -> session.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    String clientId(String session) {
        return clientIdPrefix + "-" + session;
    }

    String fenceTopic(String session) {
        return fenceTopicPrefix + "/fence/" + clientId(session);
    }

    SessionOptions options(String session) {
        return new SessionOptions(clientId(session), false, sessionExpirySeconds, receiveMaximum, null);
    }
}
