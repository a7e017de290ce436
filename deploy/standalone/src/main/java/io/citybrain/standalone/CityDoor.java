package io.citybrain.standalone;

import io.citybrain.http.Door;
import io.citybrain.http.DoorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The door for people, on the loopback interface, let in by a link that the terminal prints. */
final class CityDoor {
    private static final String HOST = "127.0.0.1";
    private static final int USUAL = 8080;

    private CityDoor() {}

    /** Opens it; null if none is wanted. If the usual port is busy a second city takes another rather than not start. */
    static Door open(CitySettings settings, Parts parts, Escorts escorts, Path grids, Path folder, Terminal terminal) {
        Integer wanted = settings.ports().http();
        if (wanted != null && wanted == CitySettings.Ports.NONE) {
            return null;
        }
        int port = wanted == null ? USUAL : wanted;
        try {
            return Door.open(settings(settings, parts, escorts, grids, folder, terminal, port));
        } catch (IOException e) {
            if (wanted == null) {
                return openAnywhere(settings(settings, parts, escorts, grids, folder, terminal, 0));
            }
            throw CityException.because(e, "error.port", port, "the door for people", "--http-port");
        }
    }

    private static Door openAnywhere(DoorSettings settings) {
        try {
            return Door.open(settings);
        } catch (IOException e) {
            throw CityException.because(e, "error.port", USUAL, "the door for people", "--http-port");
        }
    }

    /** The built-in district writes its places beside its network. */
    private static Path places(Path network) {
        Path places = network.resolveSibling("places.geojson");
        return Files.isReadable(places) ? places : null;
    }

    private static DoorSettings settings(
            CitySettings settings, Parts parts, Escorts escorts, Path grids, Path folder, Terminal terminal, int port) {
        DoorSettings.CityFiles files = escorts == null
                ? new DoorSettings.CityFiles(null, null, null, grids)
                : new DoorSettings.CityFiles(escorts.roads(), escorts.network(), places(escorts.network()), grids);
        return new DoorSettings(
                HOST,
                port,
                parts.broker(),
                settings.outside().clientId(),
                parts.store(),
                files,
                new DoorSettings.People(null, null, link -> terminal.say("where.screens", link), false, null),
                folder);
    }
}
