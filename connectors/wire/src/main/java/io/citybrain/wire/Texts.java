package io.citybrain.wire;

import java.util.Locale;

/** What may stand in a text, and how a text is shown in a reason. */
final class Texts {

    /** Longest text value in characters. */
    static final int MAX_CHARACTERS = 1_024;

    /** How much of a wrong value a reason quotes. */
    private static final int SHOWN_CHARACTERS = 40;

    private Texts() {}

    /**
     * What is wrong with the characters of a text, or null. Control characters would break log lines and line
     * protocols; half a surrogate pair cannot be written as UTF-8 again.
     */
    static String findFault(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) {
                return "has a control character (code " + (int) c + ") at position " + (i + 1);
            }
            if (Character.isSurrogate(c)) {
                if (!isPairAt(text, i)) {
                    return "has half a surrogate pair at position " + (i + 1);
                }
                i++;
            }
        }
        return null;
    }

    /** The text in quotes, cut and with everything unprintable escaped, for a reason. */
    static String quoted(String text) {
        return '"' + shown(text, SHOWN_CHARACTERS) + '"';
    }

    /** The text cut to a length, with everything unprintable escaped. */
    static String shown(String text, int maxCharacters) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), maxCharacters) + 8);
        for (int i = 0; i < text.length(); i++) {
            if (shown.length() >= maxCharacters) {
                return shown.append('…').toString();
            }
            char c = text.charAt(i);
            if (isPairAt(text, i)) {
                shown.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c) || Character.isISOControl(c)) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }

    /** The same text with U+FFFD for each half surrogate pair, so that it can be written as UTF-8. */
    static String writable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!isPairAt(text, i)) {
                    return replaceHalves(text);
                }
                i++;
            }
        }
        return text;
    }

    private static String replaceHalves(String text) {
        StringBuilder whole = new StringBuilder(text);
        for (int i = 0; i < whole.length(); i++) {
            if (isPairAt(whole, i)) {
                i++;
            } else if (Character.isSurrogate(whole.charAt(i))) {
                whole.setCharAt(i, '\uFFFD');
            }
        }
        return whole.toString();
    }

    private static boolean isPairAt(CharSequence text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }
}
