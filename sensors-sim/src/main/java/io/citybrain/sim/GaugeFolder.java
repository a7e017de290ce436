package io.citybrain.sim;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a folder of gauges' CSV files and merges them by time. */
final class GaugeFolder {
    private GaugeFolder() {}

    /**
     * @param description a description file, or null for the folder's own or the shipped one
     * @throws IllegalArgumentException if a description has mistakes, or no reading is found
     */
    static Recording read(Path folder, List<Path> files, Path description) throws IOException {
        Map<String, GaugeDescription> described = GaugeDescriptions.find(folder, description);
        ReplayNotes notes = new ReplayNotes();
        List<Reading> readings = new ArrayList<>();
        List<GaugeDescription> gauges = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            GaugeDescription gauge = described.get(name);
            if (gauge == null) {
                gauge = GaugeDescription.generic(name);
                notes.remark(name + ": not described, so its sensor is called " + gauge.sensor()
                        + " and has no limits; describe it in " + GaugeDescriptions.IN_FOLDER);
            }
            List<Reading> own = GaugeFile.read(file, gauge.sensor(), notes);
            readings.addAll(own);
            if (!own.isEmpty() && names.add(gauge.sensor())) {
                gauges.add(gauge);
            }
        }
        described.keySet().stream()
                .filter(name ->
                        files.stream().noneMatch(f -> f.getFileName().toString().equals(name)))
                .sorted()
                .forEach(name -> notes.problem(name + ": described, but not in " + folder));
        return recording(folder, readings, gauges, notes);
    }

    private static Recording recording(
            Path folder, List<Reading> readings, List<GaugeDescription> gauges, ReplayNotes notes) {
        if (readings.isEmpty()) {
            throw new IllegalArgumentException(folder + ": no reading found\n" + String.join("\n", notes.problems()));
        }
        readings.sort(Comparator.comparingLong(Reading::observedAtMillis).thenComparing(Reading::sensor));
        long begin = readings.get(0).observedAtMillis();
        List<SensorEntry> registry = gauges.stream().map(g -> g.entry(begin)).toList();
        List<Event> events = new ArrayList<>(readings.size());
        for (Reading reading : readings) {
            events.add(new Event(
                    reading.observedAtMillis(),
                    Kind.WATER_LEVEL,
                    Topics.telemetry(Kind.WATER_LEVEL, reading.sensor()),
                    TelemetryJson.write(reading),
                    false));
        }
        return new Recording(
                registry,
                events,
                List.of(),
                notes.problems(),
                notes.remarks(),
                notes.skippedRows(),
                notes.missingValues());
    }
}
