package io.citybrain.kafka.bridge;

/** Somebody has to do something before it can start; the message says what, in Chinese and English. */
final class CannotStart extends Exception {
    CannotStart(String message) {
        super(message);
    }
}
