package io.citybrain.mqtt.session;

import io.citybrain.mqtt.client.BrokerConnector;
import io.citybrain.mqtt.client.SessionOptions;
import java.io.Serializable;
import java.util.List;

/** Everything that the readers of one source share; the builder of {@code MqttSource} explains and checks it. */
public record SourceSettings(
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

    /** Null if there is none of this name. */
    public SessionSettings session(String name) {
        return sessions.stream()
                .filter(session -> session.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    public String clientId(String session) {
        return clientIdPrefix + "-" + session;
    }

    String fenceTopic(String session) {
        return fenceTopicPrefix + "/fence/" + clientId(session);
    }

    /** How its connections are made; throws if the client id can't be one. */
    public SessionOptions options(String session) {
        return new SessionOptions(clientId(session), false, sessionExpirySeconds, receiveMaximum, null);
    }
}
