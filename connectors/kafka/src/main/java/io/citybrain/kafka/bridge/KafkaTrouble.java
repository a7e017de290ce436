package io.citybrain.kafka.bridge;

/** Kafka refuses something that is no message's fault: nothing more is acknowledged, and the bridge begins anew. */
final class KafkaTrouble extends Exception {
    KafkaTrouble(String message, Throwable cause) {
        super(message, cause);
    }
}
