package io.citybrain.mqtt.client;

/** What went wrong between us and the broker, sorted by what a person has to do about it. */
public final class MqttFailure extends Exception {
    /** Sorted by remedy, not by protocol code. */
    public enum Reason {
        /** Nobody answers at this address: start the broker, check host, port and firewall. */
        UNREACHABLE,
        /** No answer in time. */
        TIMEOUT,
        /** User name or password are wrong, or the password file cannot be read. */
        BAD_CREDENTIALS,
        /** The broker knows us and forbids it: check its access list. */
        NOT_AUTHORIZED,
        /** The certificate is not trusted or the broker speaks no TLS. */
        TLS,
        /** Another client took this client id: two processes share a client id. */
        TAKEN_OVER,
        /** A limit of the broker that this client cannot work with: change the broker's configuration. */
        BROKER_LIMIT,
        /** We end a connection over which more messages came than may be held unacknowledged. */
        OVERLOAD,
        /** The broker or the network ended the connection. */
        CONNECTION_LOST,
        /** The broker refused for another reason, which the message gives. */
        REFUSED
    }

    private final Reason reason;

    public MqttFailure(Reason reason, String message) {
        this(reason, message, null);
    }

    public MqttFailure(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
