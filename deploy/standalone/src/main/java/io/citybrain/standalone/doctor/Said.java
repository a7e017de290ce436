package io.citybrain.standalone.doctor;

/**
 * One sentence for people.
 *
 * @param en in English
 * @param zh in Chinese
 */
record Said(String en, String zh) {
    static final Said NOTHING = new Said("", "");

    String in(boolean chinese) {
        return chinese ? zh : en;
    }
}
