package io.citybrain.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class CalmTest {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(250);

    @Test
    void aRushIsOverWhenItFallsBelowAQuarter() {
        Calm calm = new Calm(10_000);
        calm.restart(0, 0);
        calm.tick(1_000, TICK);
        calm.tick(1_500, 2 * TICK);
        assertThat(calm.isReached()).isFalse();
        calm.tick(1_700, 3 * TICK);
        assertThat(calm.isReached()).isTrue();
    }

    @Test
    void steadyLiveMessagesCountAsCalmAfterTheLongestWait() {
        Calm calm = new Calm(1_000);
        calm.restart(0, 0);
        calm.tick(500, TICK);
        calm.tick(1_000, 2 * TICK);
        calm.tick(1_500, 3 * TICK);
        assertThat(calm.isReached()).isFalse();
        calm.tick(2_000, 4 * TICK);
        assertThat(calm.isReached()).isTrue();
    }

    @Test
    void aBrokerThatKeepsTheOrderNeedsNoCalm() {
        Calm calm = new Calm(0);
        calm.restart(0, 0);
        assertThat(calm.isReached()).isTrue();
    }
}
