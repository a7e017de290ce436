package io.citybrain.mqtt.session;

import static io.citybrain.mqtt.session.DeliveryLedger.Verdict.NEW;
import static io.citybrain.mqtt.session.DeliveryLedger.Verdict.REPEATED;
import static io.citybrain.mqtt.session.DeliveryLedger.Verdict.REPEATED_AND_SAFE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packet id n carries the content with hash 100 n. */
final class DeliveryLedgerTest {
    private final DeliveryLedger ledger = new DeliveryLedger(false, 10, List.of());

    @Test
    void nothingIsAcknowledgedBeforeItsCheckpointIsComplete() {
        emit(1, 2);
        ledger.snapshot(7);
        emit(3);
        assertThat(complete(6)).isEmpty();
        assertThat(complete(7)).containsExactly(1, 2);
        assertThat(ledger.unsafe()).isEqualTo(1);
    }

    @Test
    void whatIsSafeWithANumberOfItsOwnNeedsNoSnapshot() {
        ledger.emitted(1, 100, 1);
        ledger.emitted(2, 200, 2);
        assertThat(complete(1)).containsExactly(1);
        assertThat(ledger.unsafe()).isEqualTo(1);
        ledger.connected(true);
        assertThat(ledger.judge(2, 200)).isEqualTo(REPEATED);
        assertThat(complete(2)).containsExactly(2);
    }

    @Test
    void anAbortedCheckpointIsCoveredByTheNext() {
        emit(1);
        ledger.snapshot(1);
        emit(2);
        ledger.snapshot(2);
        assertThat(complete(2)).containsExactly(1, 2);
    }

    @Test
    void aCompletionOfAnOlderCheckpointAcknowledgesNothingTwice() {
        emit(1);
        ledger.snapshot(2);
        assertThat(complete(2)).containsExactly(1);
        assertThat(complete(1)).isEmpty();
        assertThat(complete(2)).isEmpty();
    }

    @Test
    void afterARestoreARepeatIsAcknowledgedAndNotEmitted() {
        DeliveryLedger restored = new DeliveryLedger(false, 10, List.of(new Delivery(1, 100), new Delivery(2, 200)));
        restored.connected(true);
        assertThat(restored.judge(1, 100)).isEqualTo(REPEATED_AND_SAFE);
        assertThat(restored.judge(2, 200)).isEqualTo(REPEATED_AND_SAFE);
        assertThat(restored.judge(3, 300)).isEqualTo(NEW);
        assertThat(restored.size()).isZero();
    }

    @Test
    void aReusedPacketIdWithOtherContentIsNew() {
        DeliveryLedger restored = new DeliveryLedger(false, 10, List.of(new Delivery(1, 100)));
        restored.connected(true);
        assertThat(restored.judge(1, 999)).isEqualTo(NEW);
        assertThat(restored.awaited()).isZero();
    }

    @Test
    void aRepeatIsRecognisedOnceOnly() {
        DeliveryLedger restored = new DeliveryLedger(false, 10, List.of(new Delivery(1, 100)));
        restored.connected(true);
        assertThat(restored.judge(1, 100)).isEqualTo(REPEATED_AND_SAFE);
        assertThat(restored.judge(1, 100)).isEqualTo(NEW);
    }

    @Test
    void aReconnectMovesPendingEntriesToTheNewConnectionAndAcknowledgesThemThere() {
        emit(1, 2);
        ledger.snapshot(1);
        assertThat(ledger.connected(true)).isZero();
        assertThat(complete(1)).as("nothing came over the new connection yet").isEmpty();
        assertThat(ledger.judge(1, 100)).isEqualTo(REPEATED_AND_SAFE);
        emit(3);
        ledger.snapshot(2);
        ledger.connected(true);
        assertThat(ledger.judge(2, 200)).isEqualTo(REPEATED_AND_SAFE);
        assertThat(ledger.judge(3, 300)).isEqualTo(REPEATED);
        assertThat(complete(2)).containsExactly(3);
    }

    @Test
    void anAcknowledgementThatGotLostIsGivenAgain() {
        emit(1);
        ledger.snapshot(1);
        assertThat(complete(1)).containsExactly(1);
        ledger.connected(true);
        assertThat(ledger.judge(1, 100)).isEqualTo(REPEATED_AND_SAFE);
    }

    @Test
    void aLostAcknowledgementIsGivenAgainEvenByTheNextJob() {
        emit(1);
        ledger.snapshot(1);
        complete(1);
        DeliveryLedger restored = new DeliveryLedger(false, 10, ledger.snapshot(2));
        restored.connected(true);
        assertThat(restored.judge(1, 100)).isEqualTo(REPEATED_AND_SAFE);
    }

    @Test
    void noMoreAcknowledgementsAreRememberedThanTheWindowHolds() {
        for (int id = 1; id <= 25; id++) {
            emit(id);
        }
        ledger.snapshot(1);
        complete(1);
        assertThat(ledger.snapshot(2)).hasSize(10).first().isEqualTo(new Delivery(16, 1_600));
    }

    @Test
    void aForgottenSessionGivesUpWhatWasPending() {
        emit(1, 2, 3);
        ledger.snapshot(1);
        assertThat(ledger.connected(false)).isEqualTo(3);
        assertThat(complete(1)).isEmpty();
        assertThat(ledger.judge(1, 100)).isEqualTo(NEW);
        assertThat(ledger.unsafe()).isZero();
    }

    @Test
    void whatDoesNotComeAgainIsForgottenOnceAllRepeatsHaveCome() {
        emit(1);
        ledger.connected(true);
        assertThat(ledger.unsafe()).isEqualTo(1);
        ledger.settle();
        assertThat(ledger.size()).isZero();
        assertThat(ledger.unsafe()).isZero();
        assertThat(ledger.judge(1, 100)).isEqualTo(NEW);
    }

    @Test
    void aRenumberingBrokerIsMatchedByContentAsOftenAsItWasEmitted() {
        DeliveryLedger byContent = new DeliveryLedger(true, 10, List.of(new Delivery(1, 100), new Delivery(2, 100)));
        byContent.connected(true);
        assertThat(byContent.judge(8, 100)).isEqualTo(REPEATED_AND_SAFE);
        assertThat(byContent.judge(9, 100)).isEqualTo(REPEATED_AND_SAFE);
        assertThat(byContent.judge(10, 100)).isEqualTo(NEW);
    }

    private void emit(int... packetIds) {
        for (int id : packetIds) {
            assertThat(ledger.judge(id, 100L * id)).isEqualTo(NEW);
            ledger.emitted(id, 100L * id);
        }
    }

    private List<Integer> complete(long checkpoint) {
        List<Integer> acknowledged = new ArrayList<>();
        ledger.complete(checkpoint, acknowledged::add);
        return acknowledged;
    }
}
