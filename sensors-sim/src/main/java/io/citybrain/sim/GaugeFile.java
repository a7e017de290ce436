package io.citybrain.sim;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the readings of one gauge from a CSV file with a header, see {@link GaugeColumns}. */
final class GaugeFile {
    static final int MOST_READINGS = 1_000_000;
    private static final int LONGEST_LINE = 10_000;
    /** "No data" in the files of the Logan River Observatory, among others. */
    private static final double NO_DATA = -9999;

    private final String file;
    private final String sensor;
    private final ReplayNotes notes;
    private final List<Reading> readings = new ArrayList<>();
    private final Set<String> unknownQualities = new HashSet<>();
    private GaugeColumns columns;

    private GaugeFile(String file, String sensor, ReplayNotes notes) {
        this.file = file;
        this.sensor = sensor;
        this.notes = notes;
    }

    /** In the order of the file. What can't be read is in the notes, with its line. */
    static List<Reading> read(Path path, String sensor, ReplayNotes notes) throws IOException {
        GaugeFile gauge = new GaugeFile(path.getFileName().toString(), sensor, notes);
        try (BufferedReader lines = Files.newBufferedReader(path)) {
            gauge.read(lines);
        } catch (MalformedInputException e) {
            notes.problem(gauge.file + ": is not UTF-8 after " + gauge.readings.size() + " readings; the rest is lost");
        }
        return gauge.readings;
    }

    private void read(BufferedReader lines) throws IOException {
        String header = lines.readLine();
        columns = new GaugeColumns(header == null ? "" : header);
        String problem = columns.findProblem();
        if (problem != null) {
            notes.problem(file + ":1: " + problem + "; the file is left out");
            return;
        }
        if (!columns.unread().isEmpty()) {
            notes.remark(file + ": columns not read: " + String.join(", ", columns.unread()));
        }
        long number = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (readings.size() == MOST_READINGS) {
                notes.problem(file + ":" + number + ": more than " + MOST_READINGS + " readings; the rest is left out");
                return;
            }
            if (!line.isBlank()) {
                readRow(line, number);
            }
        }
    }

    private void readRow(String line, long number) {
        String[] cells = line.length() > LONGEST_LINE ? new String[0] : line.split(",", -1);
        if (cells.length != columns.width()) {
            notes.skipRow(file, number, "has " + cells.length + " cells, the header has " + columns.width());
            return;
        }
        String time = cells[columns.time()].strip();
        long at;
        try {
            at = LocalDateTime.parse(time.replace(' ', 'T'))
                    .toInstant(columns.offset())
                    .toEpochMilli();
        } catch (DateTimeParseException e) {
            notes.skipRow(file, number, "time '" + time + "' must be like 2015-12-26T09:15");
            return;
        }
        double[] numbers = new double[Kind.WATER_LEVEL.numbers().size()];
        Arrays.fill(numbers, Double.NaN);
        if (readValues(cells, numbers, number)) {
            addReading(at, numbers, quality(cells, number));
        }
    }

    /** False if the row was skipped. */
    private boolean readValues(String[] cells, double[] numbers, long number) {
        for (GaugeColumns.Value value : columns.values()) {
            String cell = cells[value.column()].strip();
            if (cell.isEmpty() || cell.equals("NULL") || cell.equals("NaN")) {
                continue;
            }
            double read;
            try {
                read = Double.parseDouble(cell);
            } catch (NumberFormatException e) {
                notes.skipRow(file, number, value.quantity().jsonName() + " '" + cell + "' is not a number");
                return false;
            }
            if (!Double.isFinite(read)) {
                notes.skipRow(file, number, value.quantity().jsonName() + " '" + cell + "' is not finite");
                return false;
            }
            if (read != NO_DATA) {
                numbers[Kind.WATER_LEVEL.index(value.quantity())] = scaled(read, value.factor());
            }
        }
        return true;
    }

    /** 240 cm are 2.4 m, not 2.4000000000000004 m. */
    private static double scaled(double value, double factor) {
        return factor == 1 ? value : value / Math.round(1 / factor);
    }

    private void addReading(long at, double[] numbers, String quality) {
        boolean empty = Arrays.stream(numbers).allMatch(Double::isNaN);
        if (empty || "missing".equals(quality)) {
            notes.missingValue();
            return;
        }
        String[] texts = new String[Kind.WATER_LEVEL.texts().size()];
        texts[Kind.WATER_LEVEL.index(Quantity.QUALITY)] = quality;
        readings.add(new Reading(sensor, Kind.WATER_LEVEL, at, -1, numbers, texts));
    }

    /** The contract's word, "missing", or null if the file says nothing. */
    private String quality(String[] cells, long number) {
        if (columns.quality() < 0) {
            return null;
        }
        String word = cells[columns.quality()].strip();
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "", "null" -> null;
            // Environment Agency letters and words; Bavarian: checked, raw
            case "g", "good", "c", "complete", "u", "unchecked", "geprueft", "geprüft", "rohdaten" -> "good";
            case "e", "estimated" -> "estimated";
            case "s", "suspect", "i", "incomplete" -> "suspect";
            case "m", "missing" -> "missing";
            default -> {
                if (unknownQualities.add(word)) {
                    notes.problem(file + ":" + number + ": quality '" + word + "' is not known, taken as suspect");
                }
                yield "suspect";
            }
        };
    }
}
