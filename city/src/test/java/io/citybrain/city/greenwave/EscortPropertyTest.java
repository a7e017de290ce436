package io.citybrain.city.greenwave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random days: requests, decisions, cancels, lost, late and doubled messages, faults, clock jumps, restarts. The
 * controllers do as the contract says; nothing may ever be held twice, too long, or for nobody.
 */
class EscortPropertyTest {
    private static final int STEPS = Integer.getInteger("escort.steps", 100_000);
    private static final int STEPS_A_DAY = 2_000;

    @Test
    void whateverHappensEachSignalIsHeldForOneAndGivenBack() {
        long firstSeed = Long.getLong("escort.seed", 1);
        int held = 0;
        int arrived = 0;
        int rested = 0;
        for (int day = 0; day < STEPS / STEPS_A_DAY; day++) {
            RandomDay random = new RandomDay(new Random(firstSeed + day), "seed " + (firstSeed + day));
            for (int step = 0; step < STEPS_A_DAY; step++) {
                random.step();
            }
            random.evening();
            held += random.holds();
            arrived += random.arrivals();
            rested += random.rests();
        }
        // the day was worth the name
        assertThat(held).isGreaterThan(STEPS / 100);
        assertThat(arrived).isGreaterThan(STEPS / 2_000);
        assertThat(rested).isGreaterThan(STEPS / 20_000);
    }
}
