package io.citybrain.city.alert;

/**
 * The answer to a command.
 *
 * @param commandId the command
 * @param accepted whether it was carried out (or had been before)
 * @param reason why not, or null
 * @param state the word for where the thing stands now, such as {@code acknowledged}
 */
public record CommandOutcome(String commandId, boolean accepted, String reason, String state) {}
