package io.citybrain.influxdb.client;

import java.io.IOException;

/** The store did not do what was asked; the message says what, where and what to do. */
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1;

    private final WriteFailure failure;

    StoreException(WriteFailure failure, String message) {
        super(message);
        this.failure = failure;
    }

    /** What to do about it: try again, correct the request, or let a person open the door. */
    public WriteFailure failure() {
        return failure;
    }
}
