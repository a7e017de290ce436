package io.citybrain.sim;

import io.citybrain.city.sensing.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Descriptions of recorded files: from a file that the caller names, or {@code replay.yaml} in the folder, or the ones
 * that ship with the simulator. A list of
 *
 * <pre>
 * - {file: skelton.csv, sensor: skelton, name: Ouse at Skelton, warningMetres: 6.19, warningClearMetres: 6.09}
 * </pre>
 *
 * Further fields: longitude, latitude, guaranteeMetres, guaranteeClearMetres, heartbeatSeconds.
 */
final class GaugeDescriptions {
    static final String IN_FOLDER = "replay.yaml";
    private static final String SHIPPED = "recordings.yaml";
    private static final double DEEPEST_METRES = 10_000;
    private static final Set<String> FIELDS = Set.of(
            "folder",
            "file",
            "sensor",
            "name",
            "longitude",
            "latitude",
            "heartbeatSeconds",
            "warningMetres",
            "warningClearMetres",
            "guaranteeMetres",
            "guaranteeClearMetres");

    private GaugeDescriptions() {}

    /**
     * By file name.
     *
     * @param named a description file, or null
     * @throws IllegalArgumentException with every mistake and its line
     */
    static Map<String, GaugeDescription> find(Path folder, Path named) throws IOException {
        Path own = folder.resolve(IN_FOLDER);
        if (named != null) {
            return read(YamlFile.read(named), null);
        }
        if (Files.exists(own)) {
            return read(YamlFile.read(own), null);
        }
        try (InputStream shipped = GaugeDescriptions.class.getResourceAsStream(SHIPPED)) {
            String text = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
            return read(
                    YamlFile.parse(SHIPPED, text),
                    folder.toAbsolutePath().normalize().getFileName().toString());
        }
    }

    private static Map<String, GaugeDescription> read(YamlFile yaml, String folder) {
        Map<String, GaugeDescription> byFile = new HashMap<>();
        for (YamlFile.Entry entry : yaml.list()) {
            entry.refuseOthers(FIELDS);
            if (folder == null || folder.equals(entry.text("folder"))) {
                GaugeDescription description = read(entry);
                if (description.file() != null && byFile.put(description.file(), description) != null) {
                    entry.error(description.file() + " is described twice");
                }
            }
        }
        yaml.throwErrors();
        return byFile;
    }

    private static GaugeDescription read(YamlFile.Entry entry) {
        double heartbeat = entry.findNumber("heartbeatSeconds", 0, 31_536_000);
        GaugeDescription description = new GaugeDescription(
                entry.text("file"),
                entry.text("sensor"),
                new Place(
                        entry.findNumber("longitude", -180, 180),
                        entry.findNumber("latitude", -90, 90),
                        entry.findText("name")),
                Double.isNaN(heartbeat) ? 0 : heartbeat,
                metres(entry, "warningMetres"),
                metres(entry, "warningClearMetres"),
                metres(entry, "guaranteeMetres"),
                metres(entry, "guaranteeClearMetres"));
        if (description.warningClearMetres() > description.warningMetres()) {
            entry.error("warningClearMetres is above warningMetres: the alert could never be raised and clear");
        }
        if (description.guaranteeClearMetres() > description.guaranteeMetres()) {
            entry.error("guaranteeClearMetres is above guaranteeMetres: the alert could never be raised and clear");
        }
        return description;
    }

    private static double metres(YamlFile.Entry entry, String field) {
        return entry.findNumber(field, -DEEPEST_METRES, DEEPEST_METRES);
    }
}
