package io.citybrain.mqtt.client;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the broker is and how to be let in. Secrets stay in files and are read anew at each connect, so that a rotated
 * password needs no restart and no secret is ever serialized or printed.
 *
 * @param uri {@code tcp://host:port} or {@code ssl://host:port}
 * @param username null for none
 * @param passwordFile path of a file whose first line is the password; null for none
 * @param trustStoreFile certificates to trust: PEM ({@code .pem}, {@code .crt}) or PKCS #12; null for those of the JVM
 * @param trustStorePasswordFile path of a file with the PKCS #12 password; null for PEM
 * @param keepAliveSeconds 1 to 65,535; a dead link is noticed after about one and a half times this
 * @param connectTimeoutSeconds 1 to 600
 */
public record MqttConnection(
        String uri,
        String username,
        String passwordFile,
        String trustStoreFile,
        String trustStorePasswordFile,
        int keepAliveSeconds,
        int connectTimeoutSeconds)
        implements Serializable {

    public MqttConnection {
        requireUri(uri);
        if (passwordFile != null && username == null) {
            throw new IllegalArgumentException("a password file needs a username");
        }
        if (trustStoreFile != null && !uri.startsWith("ssl://")) {
            throw new IllegalArgumentException("a trust store needs an ssl:// address, was " + uri);
        }
        requireRange("keepAliveSeconds", keepAliveSeconds, 1, 65_535);
        requireRange("connectTimeoutSeconds", connectTimeoutSeconds, 1, 600);
    }

    public static MqttConnection of(String uri) {
        return new MqttConnection(uri, null, null, null, null, 20, 10);
    }

    public MqttConnection withCredentials(String user, String file) {
        return new MqttConnection(
                uri, user, file, trustStoreFile, trustStorePasswordFile, keepAliveSeconds, connectTimeoutSeconds);
    }

    public MqttConnection withTrustStore(String file, String filePasswordFile) {
        return new MqttConnection(
                uri, username, passwordFile, file, filePasswordFile, keepAliveSeconds, connectTimeoutSeconds);
    }

    public MqttConnection withKeepAliveSeconds(int seconds) {
        return new MqttConnection(
                uri, username, passwordFile, trustStoreFile, trustStorePasswordFile, seconds, connectTimeoutSeconds);
    }

    public MqttConnection withConnectTimeoutSeconds(int seconds) {
        return new MqttConnection(
                uri, username, passwordFile, trustStoreFile, trustStorePasswordFile, keepAliveSeconds, seconds);
    }

    /** First line of the file; null if no file is named. */
    static String readSecret(String file) throws IOException {
        return file == null
                ? null
                : Files.readString(Path.of(file)).lines().findFirst().orElse("");
    }

    @Override
    public String toString() {
        return "MqttConnection[" + uri + (username == null ? "" : ", user " + username) + "]";
    }

    private static void requireUri(String uri) {
        String wanted = "broker address must be tcp://host:port or ssl://host:port, was " + uri;
        try {
            URI parsed = URI.create(uri);
            boolean scheme = "tcp".equals(parsed.getScheme()) || "ssl".equals(parsed.getScheme());
            if (!scheme || parsed.getHost() == null || parsed.getPort() < 1) {
                throw new IllegalArgumentException(wanted);
            }
            if (parsed.getUserInfo() != null) {
                throw new IllegalArgumentException("put no password into the broker address; name a password file");
            }
        } catch (NullPointerException e) {
            throw new IllegalArgumentException(wanted, e);
        }
    }

    private static void requireRange(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " must be " + low + " to " + high + ", was " + value);
        }
    }
}
