package io.citybrain.sim;

import java.util.ArrayList;
import java.util.List;

/** What a reader of recordings has to say: every problem is counted, the first hundred are kept in words. */
final class ReplayNotes {
    private static final int MOST_WORDS = 100;

    private final List<String> problems = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private long skippedRows;
    private long missingValues;

    /** A row that can't be read and is left out. */
    void skipRow(String file, long line, String reason) {
        skip(file + ":" + line + ": row skipped: " + reason);
    }

    void skip(String words) {
        skippedRows++;
        problem(words);
    }

    void problem(String words) {
        if (problems.size() < MOST_WORDS) {
            problems.add(words);
        }
    }

    void remark(String words) {
        remarks.add(words);
    }

    /** A row that says itself that it has no value. */
    void missingValue() {
        missingValues++;
    }

    List<String> problems() {
        return problems;
    }

    List<String> remarks() {
        return remarks;
    }

    long skippedRows() {
        return skippedRows;
    }

    long missingValues() {
        return missingValues;
    }
}
