package io.citybrain.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The configurations that City Brain ships in {@code deploy}: what is measured is what operators run. */
final class Shipped {
    private Shipped() {}

    static String read(String name) {
        try (InputStream in = Shipped.class.getResourceAsStream("/shipped/" + name)) {
            if (in == null) {
                throw new CannotMeasure("deploy/" + name + " is not in this build: build anew with deploy/bench");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a text that must be there, or the measured server would differ unnoticed. */
    static String replace(String config, String what, String with) {
        if (!config.contains(what)) {
            throw new IllegalStateException("'" + what + "' is not in the shipped configuration any more");
        }
        return config.replace(what, with);
    }
}
