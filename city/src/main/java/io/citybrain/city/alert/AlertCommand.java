package io.citybrain.city.alert;

/**
 * What a person wants of an open alert.
 *
 * @param commandId unique; a repeated command changes nothing
 * @param kind the sensor's kind as in topics
 * @param sensor the sensor's id
 * @param rule the rule's id
 * @param action what to do
 * @param untilMillis of SHELVE: until when, epoch milliseconds
 * @param by who
 * @param atMillis when they asked
 */
public record AlertCommand(
        String commandId,
        String kind,
        String sensor,
        String rule,
        Action action,
        long untilMillis,
        String by,
        long atMillis) {

    public enum Action {
        ACKNOWLEDGE,
        SHELVE,
        UNSHELVE
    }
}
