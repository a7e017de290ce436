package io.citybrain.standalone;

import io.citybrain.mqtt.client.MqttConnection;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which MQTT broker, and as whom: the same options in every command. */
public final class BrokerOptions {
    @Option(
            names = "--mqtt",
            paramLabel = "URI",
            description = "Another MQTT broker, such as tcp://broker:1883 or ssl://broker:8883.")
    private String uri;

    @Option(names = "--mqtt-user", paramLabel = "NAME", description = "Its user.")
    private String user;

    @Option(names = "--mqtt-password-file", paramLabel = "FILE", description = "The file that holds its password.")
    private String passwordFile;

    @Option(
            names = "--mqtt-trust-store",
            paramLabel = "FILE",
            description = "For ssl://: a key store with its authority. Default: the authorities that Java knows.")
    private String trustStore;

    @Option(
            names = "--mqtt-trust-store-password-file",
            paramLabel = "FILE",
            description = "The file that holds the key store's password.")
    private String trustStorePasswordFile;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** The broker, or null if none is named. @throws ParameterException saying what is wrong */
    public MqttConnection connection() {
        if (uri == null) {
            return null;
        }
        try {
            MqttConnection connection = MqttConnection.of(uri);
            if (user != null) {
                connection = connection.withCredentials(user, passwordFile);
            }
            return trustStore == null ? connection : connection.withTrustStore(trustStore, trustStorePasswordFile);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--mqtt " + uri + ": " + e.getMessage(), e);
        }
    }
}
