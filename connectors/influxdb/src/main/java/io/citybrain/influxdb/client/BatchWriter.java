package io.citybrain.influxdb.client;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a batch and, when the store refuses it for what it says, finds the refused lines by halving: they are set apart
 * and all the others are written. One bad line among 5,000 costs about 26 small writes. Writing a half again that is
 * already in the store changes nothing, because a line is its own key.
 */
final class BatchWriter {
    /** InfluxDB 1.x: "partial write: points beyond retention policy dropped=5000". */
    private static final Pattern DROPPED = Pattern.compile("partial write: .* dropped=([0-9]{1,9})");

    private final LineStore store;

    BatchWriter(LineStore store) {
        this.store = store;
    }

    /** A line that the store will never take: where it is in the batch, and why. */
    record RefusedLine(int offset, int length, String reason) {
        /** True if it is not the line that is wrong, but a table that was there is gone (QuestDB). */
        boolean lacksItsTable() {
            return reason.contains("table does not exist");
        }
    }

    /**
     * What became of a batch.
     *
     * @param outcome written, which includes that lines were refused; or a failure after which the WHOLE batch must be
     *     written again
     * @param refused the lines that are not in the store and never will be; empty unless written
     */
    record BatchOutcome(WriteOutcome outcome, List<RefusedLine> refused) {}

    BatchOutcome write(LineBatch batch) {
        List<RefusedLine> refused = new ArrayList<>();
        WriteOutcome outcome = write(batch.bytes(), 0, batch.bytes().length, refused);
        return new BatchOutcome(outcome, outcome.isWritten() ? List.copyOf(refused) : List.of());
    }

    /** Never returns POISON: poison ends up in the list. The depth is the logarithm of the number of lines. */
    private WriteOutcome write(byte[] bytes, int start, int end, List<RefusedLine> refused) {
        WriteOutcome outcome = store.write(bytes, start, end - start);
        if (outcome.failure() != WriteFailure.POISON) {
            return outcome;
        }
        int middle = LineScanner.middle(bytes, start, end);
        if (middle == end || allDropped(bytes, start, end, outcome.reason())) {
            refuseEach(bytes, start, end, outcome.reason(), refused);
            return WriteOutcome.written();
        }
        WriteOutcome first = write(bytes, start, middle, refused);
        return first.isWritten() ? write(bytes, middle, end, refused) : first;
    }

    /** Spares the halving when the store says that it dropped all lines, as it does with data older than it keeps. */
    private static boolean allDropped(byte[] bytes, int start, int end, String reason) {
        Matcher dropped = DROPPED.matcher(reason);
        if (!dropped.find()) {
            return false;
        }
        int lines = 0;
        for (int at = start; at < end; at = LineScanner.endOfLine(bytes, at, end)) {
            lines++;
        }
        return Integer.parseInt(dropped.group(1)) == lines;
    }

    private static void refuseEach(byte[] bytes, int start, int end, String reason, List<RefusedLine> refused) {
        for (int at = start; at < end; ) {
            int next = LineScanner.endOfLine(bytes, at, end);
            refused.add(new RefusedLine(at, next - at, reason));
            at = next;
        }
    }
}
