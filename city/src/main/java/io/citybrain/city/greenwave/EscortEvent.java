package io.citybrain.city.greenwave;

/**
 * One line of the audit trail: who asked, who decided, what was sent to which signal, what it answered.
 *
 * @param mission or null if it concerns none
 * @param signal or null if it concerns none
 * @param event what happened, a word in kebab-case: {@code requested}, {@code hold}, {@code release}, {@code granted} …
 * @param by who did it: a person, {@code policy}, {@code signal} or {@code city-brain}
 * @param detail the reason or a figure; may be empty
 * @param sequence of the command it speaks of; 0 = none
 */
public record EscortEvent(
        long atMillis, String mission, String signal, String event, String by, String detail, long sequence) {}
