package io.citybrain.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.bench.AlertDelays.Sample;
import io.citybrain.bench.AlertDelays.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertDelaysTest {
    private static final long MILLI = 1_000_000;

    @Test
    void aDisturbanceLastsUntilTheFirstAlertOfAReadingAfterIt() {
        AlertDelays delays = new AlertDelays(List.of(
                sample(10, 15), // before
                sample(95, 400), // under way when it began
                sample(150, 401), // during
                sample(210, 402), // after, but ends it
                sample(300, 403), // waited behind it
                sample(500, 520)));

        assertThat(delays.within(span(0, 1_000), List.of(span(100, 200)))).containsExactly(5, 20);
    }

    @Test
    void onlyWhatWasPublishedWithinTheSpanCounts() {
        AlertDelays delays = new AlertDelays(List.of(sample(10, 15), sample(60, 68), sample(200, 201)));

        assertThat(delays.within(span(50, 100), List.of())).containsExactly(8);
    }

    @Test
    void withoutAnAlertAfterItADisturbanceNeverEnds() {
        AlertDelays delays = new AlertDelays(List.of(sample(10, 15), sample(60, 68)));

        assertThat(delays.within(span(0, 100), List.of(span(20, 70)))).containsExactly(5);
    }

    @Test
    void aQuantileIsOneOfTheValues() {
        double[] hundred = new double[100];
        for (int i = 0; i < 100; i++) {
            hundred[i] = i + 1;
        }

        assertThat(AlertDelays.quantile(hundred, 0.5)).isEqualTo(50);
        assertThat(AlertDelays.quantile(hundred, 0.99)).isEqualTo(99);
        assertThat(AlertDelays.quantile(hundred, 1)).isEqualTo(100);
        assertThat(AlertDelays.quantile(new double[0], 0.99)).isEqualTo(-1);
    }

    private static Sample sample(long publishedMillis, long cameMillis) {
        return new Sample(publishedMillis * MILLI, cameMillis * MILLI);
    }

    private static Span span(long fromMillis, long untilMillis) {
        return new Span(fromMillis * MILLI, untilMillis * MILLI);
    }
}
