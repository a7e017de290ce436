package io.citybrain.influxdb;

import io.citybrain.influxdb.client.LineDelivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folders of the writers of one sink: {@code writer-0}, {@code writer-1}, … */
final class SpoolFolders {
    static final String PREFIX = "writer-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,9})");

    private SpoolFolders() {}

    /**
     * Takes over the folders of writers that exist no more, because the job came back with fewer of them: folder n goes to
     * writer n modulo their number.
     */
    static void adoptAbandoned(LineDelivery delivery, Path directory, int subtask, int writers) throws IOException {
        for (Path folder : foldersIn(directory)) {
            Matcher name = NAME.matcher(folder.getFileName().toString());
            if (name.matches()) {
                int owner = Integer.parseInt(name.group(1));
                if (owner >= writers && owner % writers == subtask) {
                    delivery.adopt(folder);
                }
            }
        }
    }

    private static List<Path> foldersIn(Path directory) throws IOException {
        try (Stream<Path> folders = Files.list(directory)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }
}
