package io.citybrain.devices;

/**
 * One decoded value of a frame.
 *
 * @param name the normalised name with its unit, such as {@code level_mm}
 * @param type {@link #NUMBER}, {@link #FLAG} or {@link #TEXT}
 * @param number the number; 1 or 0 for a flag; NaN for a text
 * @param text the text; null for a number or a flag
 */
public record Field(String name, String type, double number, String text) {

    public static final String NUMBER = "number";
    public static final String FLAG = "flag";
    public static final String TEXT = "text";

    public static Field number(String name, double number) {
        return new Field(name, NUMBER, number, null);
    }

    public static Field flag(String name, boolean flag) {
        return new Field(name, FLAG, flag ? 1 : 0, null);
    }

    public static Field text(String name, String text) {
        return new Field(name, TEXT, Double.NaN, text);
    }

    /** The value as people read it. */
    @Override
    public String toString() {
        return name
                + '='
                + (type.equals(TEXT) ? text : type.equals(FLAG) ? String.valueOf(number == 1) : String.valueOf(number));
    }
}
