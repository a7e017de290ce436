package io.citybrain.bench;

/** A benchmark can't run here. The message says what is missing and how to get it. */
final class CannotMeasure extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotMeasure(String why) {
        super(why);
    }
}
