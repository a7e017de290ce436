package io.citybrain.jobs.sensing;

import static io.citybrain.city.alert.AlertState.ACTIVE;
import static io.citybrain.city.alert.AlertState.CLEARED;
import static io.citybrain.jobs.sensing.Samples.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.alert.Alert;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the clock decided waits for the checkpoint that holds it. Alerts are named "id revision". */
@SuppressWarnings("try") // close() of Flink's harness declares Exception
final class AwaitCheckpointTest {
    private static final int MAX_PARALLELISM = 360;

    private OneInputStreamOperatorTestHarness<Alert, Alert> gate;

    @BeforeEach
    void open() throws Exception {
        gate = harness(1, 0);
        gate.open();
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private static OneInputStreamOperatorTestHarness<Alert, Alert> harness(int parallelism, int index)
            throws Exception {
        return new OneInputStreamOperatorTestHarness<>(new AwaitCheckpoint(), MAX_PARALLELISM, parallelism, index);
    }

    private void comes(Alert alert) throws Exception {
        gate.processElement(new StreamRecord<>(alert));
    }

    private static List<String> out(OneInputStreamOperatorTestHarness<Alert, Alert> harness) {
        return harness.extractOutputValues().stream()
                .map(a -> a.alertId() + " " + a.revision())
                .toList();
    }

    @Test
    void whatAMessageDecidedPassesAtOnce() throws Exception {
        comes(alert("a", 1, ACTIVE, 10, false));

        assertThat(out(gate)).containsExactly("a 1");
    }

    @Test
    void whatTheClockDecidedIsHeldUntilTheCheckpointIsComplete() throws Exception {
        comes(alert("a", 1, ACTIVE, 10, true));
        gate.snapshot(1, 1);
        assertThat(out(gate)).isEmpty();

        gate.notifyOfCompletedCheckpoint(1);
        assertThat(out(gate)).containsExactly("a 1");
    }

    @Test
    void aDecisionAfterTheBarrierWaitsForTheNextCheckpoint() throws Exception {
        comes(alert("a", 1, ACTIVE, 10, true));
        gate.snapshot(1, 1);
        comes(alert("b", 1, ACTIVE, 11, true));
        gate.notifyOfCompletedCheckpoint(1);
        assertThat(out(gate)).containsExactly("a 1");

        gate.snapshot(2, 2);
        gate.notifyOfCompletedCheckpoint(2);
        assertThat(out(gate)).containsExactly("a 1", "b 1");
    }

    @Test
    void aMessageDoesNotOvertakeAnOlderHeldChangeOfTheSameAlert() throws Exception {
        comes(alert("a", 1, ACTIVE, 10, true));
        comes(alert("a", 2, CLEARED, 11, false));
        assertThat(out(gate)).isEmpty();

        gate.snapshot(1, 1);
        gate.notifyOfCompletedCheckpoint(1);
        assertThat(out(gate)).containsExactly("a 1", "a 2");

        comes(alert("a", 3, CLEARED, 12, false));
        assertThat(out(gate)).containsExactly("a 1", "a 2", "a 3");
    }

    /** Both share a topic: the empty payload that ends alert a would otherwise take the open alert b away. */
    @Test
    void theNextEpisodeOfTheSameRuleDoesNotOvertakeTheHeldEndOfTheOneBefore() throws Exception {
        comes(alert("a", 2, CLEARED, 10, true));
        comes(alert("b", 1, ACTIVE, 11, false));
        assertThat(out(gate)).isEmpty();

        gate.snapshot(1, 1);
        gate.notifyOfCompletedCheckpoint(1);
        assertThat(out(gate)).containsExactly("a 2", "b 1");
    }

    @Test
    void anAbortedCheckpointReleasesNothingAndTheNextOneReleasesAll() throws Exception {
        comes(alert("a", 1, ACTIVE, 10, true));
        gate.snapshot(1, 1);
        gate.getOperator().notifyCheckpointAborted(1);
        comes(alert("b", 1, ACTIVE, 11, true));
        gate.snapshot(2, 2);
        assertThat(out(gate)).isEmpty();

        gate.notifyOfCompletedCheckpoint(2);
        assertThat(out(gate)).containsExactly("a 1", "b 1");
    }

    @Test
    void whatWasHeldInTheRestoredCheckpointGoesOutWithTheNext() throws Exception {
        comes(alert("a", 1, ACTIVE, 10, true));
        OperatorSubtaskState state = gate.snapshot(1, 1);
        try (var after = harness(1, 0)) {
            after.initializeState(state);
            after.open();
            after.processElement(new StreamRecord<>(alert("a", 2, CLEARED, 11, false)));
            assertThat(out(after)).isEmpty();

            after.snapshot(2, 2);
            after.notifyOfCompletedCheckpoint(2);
            assertThat(out(after)).containsExactly("a 1", "a 2");
        }
    }

    @Test
    void whatWentOutIsNotInTheNextSnapshot() throws Exception {
        comes(alert("a", 1, ACTIVE, 10, true));
        gate.snapshot(1, 1);
        gate.notifyOfCompletedCheckpoint(1);
        OperatorSubtaskState state = gate.snapshot(2, 2);
        try (var after = harness(1, 0)) {
            after.initializeState(state);
            after.open();
            after.snapshot(3, 3);
            after.notifyOfCompletedCheckpoint(3);

            assertThat(out(after)).isEmpty();
        }
    }

    @Test
    void afterAChangeOfParallelismAHeldAlertIsWhereItsSensorsNextAlertsComeTo() throws Exception {
        comes(alert("a", 1, ACTIVE, 10, true));
        OperatorSubtaskState state = gate.snapshot(1, 1);
        int released = 0;
        for (int index = 0; index < 4; index++) {
            try (var after = harness(4, index)) {
                after.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        state, MAX_PARALLELISM, 1, 4, index));
                after.open();
                after.snapshot(2, 2);
                after.notifyOfCompletedCheckpoint(2);
                if (index == KeyGroupRangeAssignment.assignKeyToParallelOperator(Samples.COVER, MAX_PARALLELISM, 4)) {
                    assertThat(out(after)).containsExactly("a 1");
                }
                released += out(after).size();
            }
        }
        assertThat(released).isOne();
    }

    @Test
    void atTheEndOfABoundedInputWhatIsHeldGoesOut() throws Exception {
        comes(alert("a", 1, ACTIVE, 10, true));
        gate.endInput();
        gate.getOperator().finish();

        assertThat(out(gate)).containsExactly("a 1");
    }
}
