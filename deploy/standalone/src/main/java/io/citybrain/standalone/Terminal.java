package io.citybrain.standalone;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * A calm terminal: where things are, alerts as they come, and one live line of counters. Without a real terminal the live
 * line comes only now and then. Thread-safe.
 */
final class Terminal {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
    /** A name from outside must not steer the terminal: control characters, C1 too, and what turns text around. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");

    /** An error may have several lines. */
    private static final Pattern CONTROL_BUT_LINES =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069&&[^\\n]]");

    private static final int SECONDS_BETWEEN_LINES = 10;
    private static final String GREY = "\u001b[90m";
    private static final String PLAIN = "\u001b[0m";
    private static final String CLEAR_LINE = "\r\u001b[K";

    /** Where the terminal writes. */
    record Streams(PrintStream out, PrintStream err) {}

    private final PrintStream out;
    private final PrintStream err;
    private final Words words;
    private final boolean live = Boolean.getBoolean("citybrain.tty");
    private boolean lineOpen;
    private int quietSeconds;

    Terminal(Streams streams, Words words) {
        this.out = streams.out();
        this.err = streams.err();
        this.words = words;
    }

    Words words() {
        return words;
    }

    synchronized void say(String key, Object... arguments) {
        print(words.say(key, arguments));
    }

    synchronized void place(String key, String value) {
        print("  " + words.say(key, value));
    }

    synchronized void alert(Alert alert) {
        String what = words.say("state." + alert.state().word());
        String severity = words.say("severity." + alert.severity().word());
        String text = words.isChinese() ? alert.textZh() : alert.textEn();
        String mark = alert.state() == AlertState.CLEARED ? "✓" : mark(alert);
        String line = "%s %s %-8s %-8s %s".formatted(time(alert.changedAtMillis()), mark, severity, what, text);
        print(line, alert.state() == AlertState.CLEARED ? GREY : colour(alert));
    }

    /** Never colour alone: a shape for each severity. */
    private static String mark(Alert alert) {
        return switch (alert.severity()) {
            case CRITICAL -> "⬣";
            case MAJOR -> "▲";
            case MINOR -> "◆";
            case INFO -> "●";
        };
    }

    /** Equals China's red, orange, yellow and blue. */
    private static String colour(Alert alert) {
        return switch (alert.severity()) {
            case CRITICAL -> "\u001b[91m";
            case MAJOR -> "\u001b[38;5;208m";
            case MINOR -> "\u001b[93m";
            case INFO -> "\u001b[94m";
        };
    }

    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    /** Once a second. */
    synchronized void counts(String line) {
        if (live) {
            out.print(CLEAR_LINE + line);
            out.flush();
            lineOpen = true;
        } else if (++quietSeconds >= SECONDS_BETWEEN_LINES) {
            quietSeconds = 0;
            out.println(line);
        }
    }

    synchronized void error(String message) {
        closeLine();
        err.println(CONTROL_BUT_LINES.matcher(words.say("error", message)).replaceAll("?"));
    }

    private void print(String line) {
        print(line, "");
    }

    private void print(String line, String colour) {
        closeLine();
        String safe = CONTROL.matcher(line).replaceAll("?");
        out.println(live && !colour.isEmpty() ? colour + safe + PLAIN : safe);
    }

    private void closeLine() {
        if (lineOpen) {
            out.print(CLEAR_LINE);
            lineOpen = false;
        }
    }
}
