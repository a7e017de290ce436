package io.citybrain.influxdb.client;

/**
 * Names that were encoded before, by the string object itself: the same few tag and field names stand in every line, and
 * to escape them character by character took a fifth of the time. A name that meets another in its place is encoded
 * again. Not thread-safe.
 */
final class KnownNames {
    private static final int PLACES = 256;

    private final String[] names = new String[PLACES];
    private final byte[][] encoded = new byte[PLACES][];

    /** The name's bytes, or null if they are not known. */
    @SuppressWarnings("ReferenceEquality") // the same object suffices, and is quick
    byte[] find(String name) {
        int place = place(name);
        return names[place] == name ? encoded[place] : null;
    }

    void remember(String name, byte[] bytes) {
        int place = place(name);
        names[place] = name;
        encoded[place] = bytes;
    }

    private static int place(String name) {
        int hash = name.hashCode();
        return (hash ^ hash >>> 16) & (PLACES - 1);
    }
}
