package io.citybrain.wire;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a document, all of it at once, up to a limit. */
final class Problems {

    /** So that a file that is wrong everywhere does not bury its reader. */
    static final int MAX_LISTED = 100;

    private final String file;
    private final List<String> listed = new ArrayList<>();
    private int unlisted;

    /** @param file name of the file to put before line and column, or null for a message, which has one line */
    Problems(String file) {
        this.file = file;
    }

    void add(Node at, String path, String what) {
        add(at.line(), at.column(), path.isEmpty() ? what : path + ' ' + what);
    }

    void add(int line, int column, String text) {
        if (listed.size() == MAX_LISTED) {
            unlisted++;
        } else {
            listed.add(file == null ? text : file + ':' + line + ':' + column + ' ' + text);
        }
    }

    /** True for a file, where an unknown field is a slip of the pen; false for a message, where it is ignored. */
    boolean isOfFile() {
        return file != null;
    }

    int count() {
        return listed.size() + unlisted;
    }

    List<String> all() {
        List<String> all = new ArrayList<>(listed);
        if (unlisted > 0) {
            all.add("and " + unlisted + " more");
        }
        return List.copyOf(all);
    }
}
