package io.citybrain.influxdb.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.influxdb.client.BatchWriter.BatchOutcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class BatchWriterTest {
    private final TreeSet<String> stored = new TreeSet<>();
    private int writes;

    /** Takes nothing of a request that has a line with "bad" in it, as QuestDB does. */
    private WriteOutcome allOrNothing(byte[] bytes, int offset, int length) {
        writes++;
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        if (text.contains("bad")) {
            return WriteOutcome.ofStatus(400, "can't parse bad");
        }
        stored.addAll(text.lines().toList());
        return WriteOutcome.written();
    }

    @Test
    void aGoodBatchIsOneRequest() {
        BatchOutcome outcome = new BatchWriter(this::allOrNothing).write(batch(1000, List.of()));

        assertThat(outcome.outcome().isWritten()).isTrue();
        assertThat(outcome.refused()).isEmpty();
        assertThat(writes).isEqualTo(1);
    }

    @Test
    void onlyTheBadLinesAreRefused() {
        BatchOutcome outcome = new BatchWriter(this::allOrNothing).write(batch(1024, List.of(0, 500, 501, 1023)));

        assertThat(outcome.outcome().isWritten()).isTrue();
        assertThat(outcome.refused()).hasSize(4);
        assertThat(outcome.refused().get(0).reason()).isEqualTo("HTTP 400: can't parse bad");
        assertThat(stored).hasSize(1020);
    }

    @Test
    void oneBadLineCostsTwiceTheLogarithmOfTheBatch() {
        new BatchWriter(this::allOrNothing).write(batch(4096, List.of(1234)));

        assertThat(stored).hasSize(4095);
        assertThat(writes).isLessThanOrEqualTo(1 + 2 * 13);
    }

    @Test
    void aStoreThatGoesAwayInBetweenLeavesTheWholeBatchToBeWrittenAgain() {
        List<WriteOutcome> answers =
                new ArrayList<>(List.of(WriteOutcome.ofStatus(400, "bad"), WriteOutcome.ofStatus(400, "bad")));
        LineStore goesAway =
                (bytes, offset, length) -> answers.isEmpty() ? WriteOutcome.unreachable("refused") : answers.remove(0);
        BatchOutcome outcome = new BatchWriter(goesAway).write(batch(4, List.of()));

        assertThat(outcome.outcome().failure()).isEqualTo(WriteFailure.RETRY);
        assertThat(outcome.refused()).isEmpty();
    }

    @Test
    void aBatchThatIsDroppedAsAWholeIsNotHalved() {
        LineStore tooOld = (bytes, offset, length) -> {
            writes++;
            return WriteOutcome.ofStatus(400, "partial write: points beyond retention policy dropped=1000");
        };
        BatchOutcome outcome = new BatchWriter(tooOld).write(batch(1000, List.of()));

        assertThat(outcome.refused()).hasSize(1000);
        assertThat(outcome.refused().get(999).length()).isEqualTo("good x=1 10999\n".length());
        assertThat(writes).isEqualTo(1);
    }

    private static LineBatch batch(int lines, List<Integer> bad) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append(bad.contains(i) ? "bad" : "good")
                    .append(" x=1 ")
                    .append(10_000 + i)
                    .append('\n');
        }
        return new LineBatch(text.toString().getBytes(StandardCharsets.UTF_8), lines);
    }
}
