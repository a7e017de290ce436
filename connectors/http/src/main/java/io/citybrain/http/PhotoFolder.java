package io.citybrain.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.regex.Pattern;

/** Photos as files, each under a new random name. What is in a file decides its type, not what its sender says. */
final class PhotoFolder {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}\\.(jpg|png|webp)");
    /** Below this no photo is taken: the disk is for the city's state. */
    private static final long LEAST_FREE_BYTES = 200L << 20;

    private final Path folder;

    /**
     * A kind of picture.
     *
     * @param type its media type
     * @param ending of its file
     */
    record Format(String type, String ending) {}

    private static final Format JPEG = new Format("image/jpeg", "jpg");
    private static final Format PNG = new Format("image/png", "png");
    private static final Format WEBP = new Format("image/webp", "webp");

    private PhotoFolder(Path folder) {
        this.folder = folder;
    }

    static PhotoFolder open(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new PhotoFolder(folder);
    }

    /** What these bytes are, or null if no picture that is taken. */
    static Format findFormat(byte[] bytes) {
        if (startsWith(bytes, 0, 0xFF, 0xD8, 0xFF)) {
            return JPEG;
        }
        if (startsWith(bytes, 0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            return PNG;
        }
        return startsWith(bytes, 0, 'R', 'I', 'F', 'F') && startsWith(bytes, 8, 'W', 'E', 'B', 'P') ? WEBP : null;
    }

    private static boolean startsWith(byte[] bytes, int at, int... wanted) {
        if (bytes.length < at + wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if ((bytes[at + i] & 0xFF) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** Keeps a photo and returns its id. */
    String add(byte[] bytes, Format format) throws IOException {
        if (Files.getFileStore(folder).getUsableSpace() < LEAST_FREE_BYTES) {
            throw Problem.of(507, "disk-full", "the disk is nearly full: no photos are taken until there is room");
        }
        String id = UUID.randomUUID().toString().replace("-", "") + '.' + format.ending();
        // Whole or not at all.
        Path next = Files.write(folder.resolve(id + ".new"), bytes);
        Files.move(next, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE);
        return id;
    }

    boolean has(String id) {
        return ID.matcher(id).matches() && Files.isRegularFile(folder.resolve(id));
    }

    /** The photo, or null. */
    byte[] find(String id) throws IOException {
        return has(id) ? Files.readAllBytes(folder.resolve(id)) : null;
    }
}
