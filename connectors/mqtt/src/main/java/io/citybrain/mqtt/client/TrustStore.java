package io.citybrain.mqtt.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Reads the certificates that we trust. */
final class TrustStore {
    private TrustStore() {}

    static SSLSocketFactory socketFactory(MqttConnection connection) throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(connection.trustStoreFile() == null ? null : read(connection));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private static KeyStore read(MqttConnection connection) throws IOException, GeneralSecurityException {
        Path file = Path.of(connection.trustStoreFile());
        String name = connection.trustStoreFile().toLowerCase(Locale.ROOT);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            if (name.endsWith(".pem") || name.endsWith(".crt")) {
                store.load(null, null);
                int number = 0;
                for (Certificate certificate :
                        CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    store.setCertificateEntry("ca-" + number++, certificate);
                }
            } else {
                String password = MqttConnection.readSecret(connection.trustStorePasswordFile());
                store.load(in, password == null ? null : password.toCharArray());
            }
        }
        return store;
    }
}
