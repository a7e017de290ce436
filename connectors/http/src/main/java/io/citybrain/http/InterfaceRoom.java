package io.citybrain.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The document of this interface. */
final class InterfaceRoom implements Room {
    static final String RESOURCE = "openapi.yaml";

    @Override
    public void openAll(Doors doors) {
        try (InputStream bytes = InterfaceRoom.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            Answers.Still document = new Answers.Still("application/yaml; charset=utf-8", bytes.readAllBytes());
            doors.open(Endpoint.SEE_INTERFACE, document::answer);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }
}
