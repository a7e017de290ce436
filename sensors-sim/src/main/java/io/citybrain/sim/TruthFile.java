package io.citybrain.sim;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Writes lists of records as JSON lines: one object a line, the record's own names. */
final class TruthFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TruthFile() {}

    /** Replaces the file in one step. */
    static void write(Path file, List<? extends Record> records) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Record line : records) {
            lines.append(JSON.writeValueAsString(line)).append('\n');
        }
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.writeString(draft, lines);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
