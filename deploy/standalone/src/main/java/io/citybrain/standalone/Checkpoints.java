package io.citybrain.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The checkpoints of one job on disk. */
final class Checkpoints {
    private static final String METADATA = "_metadata";
    private static final Pattern CHECKPOINT = Pattern.compile("chk-[0-9]{1,18}");

    private Checkpoints() {}

    /** The newest completed checkpoint: the one with the highest number that has its metadata; empty if there is none. */
    static Optional<Path> findNewest(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(folder, 3)) {
            List<Path> complete = files.filter(f -> f.getFileName().toString().equals(METADATA))
                    .map(Path::getParent)
                    .filter(f -> CHECKPOINT.matcher(f.getFileName().toString()).matches())
                    .toList();
            return complete.stream().max(Comparator.comparingLong(Checkpoints::number));
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
    }
}
