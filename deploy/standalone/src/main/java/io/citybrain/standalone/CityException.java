package io.citybrain.standalone;

/** The city can't start or go on. The message is for people: what, where, what to do. */
final class CityException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CityException(String message) {
        super(message);
    }

    CityException(String message, Throwable cause) {
        super(message, cause);
    }
}
