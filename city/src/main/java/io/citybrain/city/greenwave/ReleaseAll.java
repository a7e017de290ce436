package io.citybrain.city.greenwave;

/** A person takes all priority away. The answer goes to the command's id. */
public record ReleaseAll(String commandId, String by, long atMillis) {}
