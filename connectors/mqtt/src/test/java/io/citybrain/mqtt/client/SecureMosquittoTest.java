package io.citybrain.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.citybrain.mqtt.testing.FreePort;
import io.citybrain.mqtt.testing.MosquittoServer;
import io.citybrain.mqtt.testing.NumberedMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted, with user name and password, against a real broker and certificates made on the spot. */
final class SecureMosquittoTest {
    @TempDir
    Path folder;

    @Test
    void encryptedAndWithPasswordItDelivers() throws Exception {
        try (MosquittoServer broker = start()) {
            MqttConnection connection = secured(broker, "right");
            ConcurrentLinkedQueue<Integer> seen = new ConcurrentLinkedQueue<>();
            try (MqttSubscriber subscriber = MqttSubscriber.open(
                            connection,
                            SessionOptions.transientSession("reader"),
                            List.of("n/#"),
                            message -> seen.add(NumberedMessages.number(message.payload())));
                    MqttPublisher publisher = MqttPublisher.open(connection, PublisherOptions.of("writer"))) {
                assertThat(subscriber.awaitSubscribed(10_000)).isTrue();
                NumberedMessages.publish(publisher, "n/1", 0, 100);
                assertThat(publisher.flush(Duration.ofSeconds(10))).isTrue();
                await().until(() -> seen.size() == 100);
            }
            assertThat(connection.toString()).doesNotContain("right").doesNotContain("password");
        }
    }

    @Test
    void aWrongPasswordIsCalledThat() throws Exception {
        try (MosquittoServer broker = start()) {
            MqttFailure failure = check(secured(broker, "wrong"));
            assertThat(failure.reason()).isEqualTo(MqttFailure.Reason.BAD_CREDENTIALS);
            assertThat(failure).hasMessageContaining("user name and password").hasMessageNotContaining("wrong");
        }
    }

    @Test
    void anUnknownCertificateIsCalledThat() throws Exception {
        try (MosquittoServer broker = start()) {
            MqttFailure failure = check(broker.connection());
            assertThat(failure.reason()).isEqualTo(MqttFailure.Reason.TLS);
            assertThat(failure).hasMessageContaining("trust store");
        }
    }

    @Test
    void aBrokerThatIsNotThereIsCalledThat() throws Exception {
        MqttFailure failure = check(MqttConnection.of("tcp://127.0.0.1:" + FreePort.find()));
        assertThat(failure.reason()).isEqualTo(MqttFailure.Reason.UNREACHABLE);
    }

    private static MqttFailure check(MqttConnection connection) {
        return catchThrowableOfType(MqttFailure.class, () -> BrokerCheck.run(connection, Duration.ofSeconds(5)));
    }

    private MqttConnection secured(MosquittoServer broker, String password) throws IOException {
        Path file = Files.writeString(folder.resolve(password + ".txt"), password + "\n");
        return broker.connection()
                .withCredentials("city", file.toString())
                .withTrustStore(folder.resolve("server.pem").toString(), null);
    }

    private MosquittoServer start() throws Exception {
        MosquittoServer.requireInstalled();
        run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=127.0.0.1",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                "server.key",
                "-out",
                "server.pem");
        run("mosquitto_passwd", "-b", "-c", "passwords", "city", "right");
        List<String> listener = List.of(
                "certfile " + folder.resolve("server.pem"),
                "keyfile " + folder.resolve("server.key"),
                "allow_anonymous false",
                "password_file " + folder.resolve("passwords"));
        return MosquittoServer.start(folder, listener, MosquittoServer.SETTINGS, "ssl");
    }

    private void run(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(Arrays.asList(command));
        Process process;
        try {
            process = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("command.log").toFile())
                    .start();
        } catch (IOException e) {
            Assumptions.abort("skipped: " + command[0] + " is missing, install it with apt-get install " + command[0]);
            return;
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("command.log")))
                .isZero();
    }
}
