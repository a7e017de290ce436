package io.citybrain.wire;

/** What may be an id of a sensor, rule, command, area or recipient. */
final class Ids {

    /** Longest id in characters: a topic of four ids stays far below MQTT's 65,535 bytes. */
    static final int MAX_CHARACTERS = 128;

    private Ids() {}

    /** What is wrong with the id, as in "is empty", or null if nothing is. */
    static String findFault(String id) {
        if (id.isEmpty()) {
            return "is empty";
        }
        if (id.length() > MAX_CHARACTERS) {
            return "is longer than " + MAX_CHARACTERS + " characters (" + id.length() + ")";
        }
        return Texts.findFault(id);
    }
}
