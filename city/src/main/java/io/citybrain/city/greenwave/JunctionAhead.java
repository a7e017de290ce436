package io.citybrain.city.greenwave;

import java.util.List;

/**
 * The stop lines of one controller that follow each other on a route: one hold, one consistent stage.
 *
 * @param signal index of the controller
 * @param signalId its id
 * @param lines at least one, nearest first
 */
record JunctionAhead(int signal, String signalId, List<StopLine> lines) {
    StopLine first() {
        return lines.get(0);
    }

    StopLine last() {
        return lines.get(lines.size() - 1);
    }

    /** The first line that is not cleared, as an index; the number of lines if all are. */
    int firstOpen(double metres, double marginMetres) {
        int line = 0;
        while (line < lines.size() && metres >= lines.get(line).clearedAtMetres() + marginMetres) {
            line++;
        }
        return line;
    }
}
