package io.citybrain.wire;

/** Numbers as written in small documents. */
final class Numbers {

    private Numbers() {}

    /** The number, NaN if the text is none. Text is bounded by {@link Json#MAX_NUMBER_CHARACTERS}. */
    static double parse(String text) {
        if (text.length() > Json.MAX_NUMBER_CHARACTERS) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Short: 90 rather than 90.0. */
    static String shown(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
