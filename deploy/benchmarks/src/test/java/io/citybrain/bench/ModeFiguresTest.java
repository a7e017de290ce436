package io.citybrain.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModeFiguresTest {
    private static DriveOutcome of(double seconds, double othersLoss) {
        return new DriveOutcome(
                seconds,
                seconds < DriveSettings.CAP_SECONDS,
                othersLoss,
                Map.of("e", new DriveOutcome.Approach(20, othersLoss / 10)),
                30,
                0,
                0,
                List.of());
    }

    private static ModeFigures.Pair pair(double ordinary, double free, double judged) {
        return new ModeFigures.Pair(
                of(ordinary, 100), of(ordinary / 2, 100), of(ordinary * 0.7, 100), null, of(free, 0), of(judged, 110));
    }

    @Test
    void figuresCompareSumsOverPairs() {
        ModeFigures figures = new ModeFigures(List.of(pair(200, 100, 120), pair(400, 200, 280)));

        assertThat(figures.meanSeconds()).isEqualTo(200);
        assertThat(figures.ratio()).isCloseTo(400 / 600.0, within(1e-9));
        assertThat(figures.ratioToNavigated()).isCloseTo(400 / 300.0, within(1e-9));
        assertThat(figures.avoidableDelayLeft()).isCloseTo(100 / 300.0, within(1e-9));
        assertThat(figures.delayMinusLocal()).isCloseTo(-20 / 300.0, within(1e-9));
        assertThat(figures.worstTripToLocal()).isCloseTo(1, within(1e-9));
        assertThat(figures.worstTripRatio()).isCloseTo(0.7, within(1e-9));
        assertThat(figures.othersExtraLossPercent()).isCloseTo(10, within(1e-9));
        assertThat(figures.worstApproachExtraSeconds()).isCloseTo(1, within(1e-9));
        assertThat(figures.notArrived()).isZero();
    }

    @Test
    void theIntervalIsThatOfPairsDrawnAnew() {
        ModeFigures figures = new ModeFigures(List.of(pair(200, 100, 120), pair(400, 200, 280)));

        assertThat(figures.ratioInterval()[0]).isCloseTo(0.6, within(1e-9));
        assertThat(figures.ratioInterval()[1]).isCloseTo(0.7, within(1e-9));
    }

    @Test
    void aTripThatIsCappedHasNotArrived() {
        assertThat(new ModeFigures(List.of(pair(200, 100, DriveSettings.CAP_SECONDS))).notArrived())
                .isEqualTo(1);
    }
}
