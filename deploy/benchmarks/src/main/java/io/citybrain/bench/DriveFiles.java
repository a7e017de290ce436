package io.citybrain.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What SUMO is started with for one simulation, the same in all modes but for the traffic on the empty road. */
record DriveFiles(TrafficScene scene, Trip trip, DriveSettings settings, Path folder) {
    static final String CAR_TYPE = "judged-car";
    static final String AMBULANCE_TYPE = "judged-ambulance";

    /** An ambulance's driver does not dawdle (sigma 0), everybody else does as the traffic's types say. */
    void writeAdditional() {
        String text = String.format(
                Locale.ROOT,
                "<additional><vType id=\"%s\" vClass=\"passenger\" speedFactor=\"1\" speedDev=\"0\"/>"
                        + "<vType id=\"%s\" vClass=\"emergency\" speedFactor=\"%s\" speedDev=\"0\""
                        + " sigma=\"0\"/>"
                        + "<edgeData id=\"judge\" file=\"edges.xml\" begin=\"%s\" end=\"%s\" excludeEmpty=\"true\"/>"
                        + "</additional>",
                CAR_TYPE,
                AMBULANCE_TYPE,
                settings.speedFactor(),
                Math.max(scene.beginSeconds(), trip.requestSeconds() + DriveSettings.OTHERS_FROM_SECONDS),
                trip.requestSeconds() + DriveSettings.HORIZON_SECONDS);
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("judge.add.xml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> options(DriveMode mode, int seed) {
        List<String> additional = new ArrayList<>();
        scene.additional().forEach(file -> additional.add(file.toString()));
        additional.add(folder.resolve("judge.add.xml").toString());
        boolean free = mode == DriveMode.FREE;
        List<String> options =
                new ArrayList<>(List.of("-n", scene.net().toString(), "-a", String.join(",", additional)));
        if (!free) {
            options.addAll(List.of("-r", scene.routes().toString(), "--scale", Double.toString(scene.scale())));
        }
        options.addAll(List.of(
                "--begin", Double.toString(free ? trip.requestSeconds() : scene.beginSeconds()),
                "--seed", Integer.toString(seed),
                "--time-to-teleport", Double.toString(DriveSettings.TELEPORT_SECONDS),
                "--tripinfo-output", folder.resolve("trips.xml").toString(),
                "--tripinfo-output.write-unfinished", "true",
                "--tripinfo-output.write-undeparted", "true"));
        options.addAll(List.of("--xml-validation", "never", "--no-step-log", "true", "--no-warnings", "true"));
        return options;
    }
}
