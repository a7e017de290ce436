package io.citybrain.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.bench.Judge.Episode;
import io.citybrain.bench.Judge.Point;
import io.citybrain.bench.Judge.Readings;
import io.citybrain.bench.Judge.Wanted;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A judge that can't find anyone guilty is worth nothing. */
class JudgeTest {
    private static final List<Point> ALL_STORED =
            List.of(new Point("A", 100, 0), new Point("B", 100, 1), new Point("A", 200, 2));

    private static final Wanted OPENED = new Wanted("A", "cover-opened", "a-1", true);
    private static final Episode TOLD = new Episode("a-1", "A", "cover-opened", true);

    @Test
    void nothingIsWrongIfEveryNumberIsStoredOnce() {
        assertThat(Judge.readings(numbers(0, 1, 2), numbers(0, 1, 2), ALL_STORED))
                .isEqualTo(new Readings(3, 0, 0, 0));
    }

    @Test
    void aReadingThatOnlyTheWitnessHasIsLost() {
        assertThat(Judge.readings(numbers(0, 1, 2, 3), numbers(0, 1, 2, 3), ALL_STORED))
                .isEqualTo(new Readings(3, 1, 0, 0));
    }

    @Test
    void aReadingThatNobodyHasIsTheBrokersLoss() {
        assertThat(Judge.readings(numbers(0, 1, 2, 3), numbers(0, 1, 2), ALL_STORED))
                .isEqualTo(new Readings(3, 0, 1, 0));
    }

    @Test
    void aReadingThatTheBrokerDidNotAcknowledgeIsNobodysLoss() {
        assertThat(Judge.readings(numbers(0, 1), numbers(0, 1, 2, 3), ALL_STORED))
                .isEqualTo(new Readings(3, 0, 0, 0));
    }

    @Test
    void aNumberAtTwoPointsIsDoubled() {
        List<Point> points = List.of(new Point("A", 100, 0), new Point("A", 101, 0));

        assertThat(Judge.readings(numbers(0), numbers(0), points).pointsDoubled())
                .isEqualTo(1);
    }

    @Test
    void aPointThatIsThereTwiceIsDoubledEvenUnderTwoNumbers() {
        List<Point> points = List.of(new Point("A", 100, 0), new Point("A", 100, 1));

        assertThat(Judge.readings(numbers(0, 1), numbers(0, 1), points).pointsDoubled())
                .isEqualTo(1);
    }

    @Test
    void aPointWithoutANumberIsDoubled() {
        List<Point> points = List.of(new Point("A", 100, 0), new Point("A", 200, -1));

        assertThat(Judge.readings(numbers(0), numbers(0), points)).isEqualTo(new Readings(1, 0, 0, 1));
    }

    @Test
    void anAlertThatWasToldAndStoredIsFine() {
        assertAlerts(List.of(TOLD), List.of(TOLD), 0, 0);
    }

    @Test
    void anAlertThatWasNotToldIsLost() {
        assertAlerts(List.of(), List.of(TOLD), 1, 0);
    }

    @Test
    void anAlertThatIsNotStoredIsLost() {
        assertAlerts(List.of(TOLD), List.of(), 1, 0);
    }

    @Test
    void anAlertWhoseEndWasNotToldIsLost() {
        assertAlerts(List.of(new Episode("a-1", "A", "cover-opened", false)), List.of(TOLD), 1, 0);
    }

    @Test
    void anAlertWithAnotherIdIsLostAndOneTooMany() {
        Episode other = new Episode("a-2", "A", "cover-opened", true);

        assertAlerts(List.of(other), List.of(other), 1, 0);
        assertAlerts(List.of(TOLD, other), List.of(TOLD), 0, 1);
    }

    @Test
    void anAlertThatNobodyWantedIsDoubled() {
        assertAlerts(List.of(TOLD), List.of(TOLD, new Episode("b-1", "B", "silent", false)), 0, 1);
    }

    @Test
    void anEpisodeWithTwoRowsInTheStoreIsDoubled() {
        assertAlerts(List.of(TOLD), List.of(TOLD, TOLD), 0, 1);
    }

    @Test
    void silenceIsKnownByItsSensorAlone() {
        Wanted silence = new Wanted("A", "silent", null, false);
        Episode one = new Episode("s-1", "A", "silent", false);
        Episode two = new Episode("s-2", "A", "silent", false);

        assertThat(Judge.alerts(List.of(silence), List.of(one), List.of(one)).lost())
                .isZero();
        assertThat(Judge.alerts(List.of(silence), List.of(one, two), List.of(one))
                        .doubled())
                .isEqualTo(1);
    }

    private static void assertAlerts(List<Episode> told, List<Episode> stored, int lost, int doubled) {
        Judge.Alerts alerts = Judge.alerts(List.of(OPENED), told, stored);

        assertThat(alerts.lost()).as("lost").isEqualTo(lost);
        assertThat(alerts.doubled()).as("doubled").isEqualTo(doubled);
    }

    private static BitSet numbers(int... numbers) {
        BitSet set = new BitSet();
        for (int number : numbers) {
            set.set(number);
        }
        return set;
    }
}
