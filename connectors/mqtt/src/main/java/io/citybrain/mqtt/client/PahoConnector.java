package io.citybrain.mqtt.client;

import io.citybrain.mqtt.client.MqttFailure.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Connects by Paho, with a new Paho client for each connection: its own reconnect loses its threads in bad moments. */
public final class PahoConnector implements BrokerConnector {
    private final MqttConnection connection;

    public PahoConnector(MqttConnection connection) {
        this.connection = connection;
    }

    @Override
    public BrokerConnection connect(SessionOptions options, Events events) throws MqttFailure, InterruptedException {
        PahoConnection made = connectToAnyBroker(options, events);
        int announced = made.limits().receiveMaximum();
        if (made.announcedNegative()) {
            made.close();
            throw new MqttFailure(
                    Reason.BROKER_LIMIT,
                    connection.uri() + " announces a receive maximum of " + announced
                            + ", which the Paho client reads as negative so that nothing can be published: set it to at most "
                            + SessionOptions.MAX_RECEIVE_MAXIMUM
                            + " (Mosquitto max_inflight_messages, Artemis receiveMaximum)");
        }
        return made;
    }

    /** Without the check of the broker's receive maximum, so that {@link BrokerCheck} can report it. */
    PahoConnection connectToAnyBroker(SessionOptions options, Events events) throws MqttFailure, InterruptedException {
        return PahoConnection.open(
                connection.uri(),
                options.clientId(),
                pahoOptions(options),
                connection.connectTimeoutSeconds() * 1_000L,
                events);
    }

    private MqttConnectionOptions pahoOptions(SessionOptions session) throws MqttFailure {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setCleanStart(session.cleanStart());
        options.setSessionExpiryInterval(session.sessionExpirySeconds());
        options.setReceiveMaximum(session.receiveMaximum());
        options.setKeepAliveInterval(connection.keepAliveSeconds());
        options.setConnectionTimeout(connection.connectTimeoutSeconds());
        // No topicAliasMaximum: with one, Paho delivers the second message of a topic with an empty name.
        MqttPublication will = session.lastWill();
        if (will != null) {
            MqttProperties properties = new MqttProperties();
            if (will.expirySeconds() > 0) {
                properties.setMessageExpiryInterval(will.expirySeconds());
            }
            options.setWill(
                    will.topic(),
                    new org.eclipse.paho.mqttv5.common.MqttMessage(will.payload(), 1, will.retained(), properties));
        }
        addSecrets(options);
        return options;
    }

    private void addSecrets(MqttConnectionOptions options) throws MqttFailure {
        try {
            if (connection.username() != null) {
                options.setUserName(connection.username());
                String password = MqttConnection.readSecret(connection.passwordFile());
                if (password != null) {
                    options.setPassword(password.getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new MqttFailure(
                    Reason.BAD_CREDENTIALS, "cannot read the password file " + connection.passwordFile(), e);
        }
        if (connection.uri().startsWith("ssl://")) {
            try {
                options.setSocketFactory(TrustStore.socketFactory(connection));
                options.setHttpsHostnameVerificationEnabled(true);
            } catch (IOException | GeneralSecurityException e) {
                throw new MqttFailure(Reason.TLS, "cannot read the trust store " + connection.trustStoreFile(), e);
            }
        }
    }
}
