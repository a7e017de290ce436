package io.citybrain.mqtt.client;

import io.citybrain.mqtt.client.MqttFailure.Reason;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Turns the reason codes of Paho and of MQTT 5 (section 2.4) into something a person can act on. Pure. */
final class FailureClassifier {
    private static final int FIRST_ERROR = 0x80;
    private static final int UNSPECIFIED = 0x80;
    private static final int IMPLEMENTATION_SPECIFIC = 0x83;
    private static final int UNSUPPORTED_VERSION = 0x84;
    private static final int CLIENT_ID_REFUSED = 0x85;
    private static final int BAD_USER_OR_PASSWORD = 0x86;
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int TAKEN_OVER = 0x8E;
    private static final int PACKET_TOO_LARGE = 0x95;
    private static final int QUOTA_EXCEEDED = 0x97;

    private FailureClassifier() {}

    static MqttFailure atConnect(String broker, Exception thrown) {
        Throwable root = root(thrown);
        int code = thrown instanceof MqttException e ? e.getReasonCode() : 0;
        if (isTls(thrown) || code == MqttClientException.REASON_CODE_SSL_CONFIG_ERROR) {
            return failure(
                    Reason.TLS,
                    thrown,
                    "TLS to %s failed (%s): check the trust store and that the port speaks TLS",
                    broker,
                    text(root));
        }
        if (root instanceof SocketTimeoutException || code == MqttClientException.REASON_CODE_CLIENT_TIMEOUT) {
            return failure(Reason.TIMEOUT, thrown, "no answer from %s in time: check host, port and firewall", broker);
        }
        if (root instanceof ConnectException
                || root instanceof UnknownHostException
                || root instanceof NoRouteToHostException) {
            return failure(
                    Reason.UNREACHABLE,
                    thrown,
                    "cannot reach %s (%s): is the broker running there?",
                    broker,
                    text(root));
        }
        return byCode(broker, code, thrown, root);
    }

    private static MqttFailure byCode(String broker, int code, Exception thrown, Throwable root) {
        return switch (code) {
            case BAD_USER_OR_PASSWORD,
                    NOT_AUTHORIZED,
                    MqttClientException.REASON_CODE_FAILED_AUTHENTICATION,
                    MqttClientException.REASON_CODE_NOT_AUTHORIZED ->
                failure(
                        Reason.BAD_CREDENTIALS,
                        thrown,
                        "%s did not accept user name and password (%s): check both and the broker's access list",
                        broker,
                        hex(code));
            case CLIENT_ID_REFUSED, MqttClientException.REASON_CODE_INVALID_CLIENT_ID ->
                failure(Reason.REFUSED, thrown, "%s refuses this client id", broker);
            case UNSUPPORTED_VERSION, MqttClientException.REASON_CODE_INVALID_PROTOCOL_VERSION ->
                failure(Reason.REFUSED, thrown, "%s does not speak MQTT 5", broker);
            default -> failure(Reason.CONNECTION_LOST, thrown, "%s ended the connection (%s)", broker, text(root));
        };
    }

    /** The broker sent DISCONNECT, or the network ended the connection. */
    static MqttFailure whenLost(String broker, String clientId, int code, Exception cause) {
        return switch (code) {
            case TAKEN_OVER ->
                failure(
                        Reason.TAKEN_OVER,
                        cause,
                        "another client connected to %s as '%s': two processes share this client id",
                        broker,
                        clientId);
            case NOT_AUTHORIZED ->
                failure(
                        Reason.NOT_AUTHORIZED,
                        cause,
                        "%s forbids what '%s' does: check its access list",
                        broker,
                        clientId);
            case PACKET_TOO_LARGE ->
                failure(
                        Reason.BROKER_LIMIT,
                        cause,
                        "%s takes no packet of that size: raise its maximum packet size",
                        broker);
            default ->
                failure(
                        Reason.CONNECTION_LOST,
                        cause,
                        "lost '%s' at %s (%s)",
                        clientId,
                        broker,
                        cause == null ? hex(code) : text(root(cause)));
        };
    }

    /**
     * What a PUBACK (section 3.4.2.1) means for the publication. A broker that is full or in trouble says so with codes
     * that may be gone in a moment; no right, a bad topic name or a bad payload stay wrong. Receive maximum exceeded (0x93)
     * comes as DISCONNECT only: then everything is sent again over the next connection.
     */
    static Settlement atPublish(String topic, int code) {
        if (code < FIRST_ERROR) {
            return Settlement.ACCEPTED;
        }
        return switch (code) {
            case UNSPECIFIED, IMPLEMENTATION_SPECIFIC, QUOTA_EXCEEDED ->
                new Settlement(
                        Settlement.Outcome.DEFERRED, topic + ": the broker can't take it now (" + hex(code) + ")");
            case NOT_AUTHORIZED ->
                new Settlement(
                        Settlement.Outcome.REFUSED,
                        topic + ": the broker forbids it (" + hex(code) + "): check its access list");
            default ->
                new Settlement(Settlement.Outcome.REFUSED, topic + ": the broker refused it (" + hex(code) + ")");
        };
    }

    static String hex(int code) {
        return String.format(Locale.ROOT, "0x%02x", code);
    }

    private static MqttFailure failure(Reason reason, Exception cause, String format, Object... values) {
        return new MqttFailure(reason, String.format(Locale.ROOT, format, values), cause);
    }

    private static String text(Throwable thrown) {
        return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
    }

    private static boolean isTls(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof SSLException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
