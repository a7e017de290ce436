package io.citybrain.standalone.doctor;

/**
 * What one look found.
 *
 * @param check its name, stable, such as {@code broker.memory}
 * @param verdict how it is
 * @param what what was seen
 * @param remedy what to do; empty if nothing
 */
record Finding(String check, Verdict verdict, Said what, Said remedy) {
    enum Verdict {
        OK,
        /** It works, and will not when it matters. */
        WARN,
        FAIL
    }

    static Finding ok(String check, String en, String zh) {
        return new Finding(check, Verdict.OK, new Said(en, zh), Said.NOTHING);
    }

    static Finding warn(String check, Said what, Said remedy) {
        return new Finding(check, Verdict.WARN, what, remedy);
    }

    static Finding fail(String check, Said what, Said remedy) {
        return new Finding(check, Verdict.FAIL, what, remedy);
    }
}
