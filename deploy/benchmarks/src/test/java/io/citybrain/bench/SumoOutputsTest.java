package io.citybrain.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SumoOutputsTest {
    @TempDir
    Path folder;

    /** Request at 1,000 s: who wanted to depart from 700 to 1,600 s counts, at 2,200 s; it ended at 2,500 s. */
    private double loss(String... rows) throws IOException {
        Path file = folder.resolve("trips.xml");
        Files.writeString(file, "<tripinfos>" + String.join("", rows) + "</tripinfos>");
        return SumoOutputs.othersLossSeconds(file, "ambulance", 1_000, 2_500, Map.of("driving", 40.0));
    }

    private static String row(String id, double depart, double departDelay, double timeLoss) {
        return "<tripinfo id=\"%s\" depart=\"%s\" departDelay=\"%s\" timeLoss=\"%s\"/>"
                .formatted(id, depart, departDelay, timeLoss);
    }

    @Test
    void aVehicleThatArrivedLostItsTimeLossAndItsWait() throws IOException {
        assertThat(loss(row("arrived", 1_010, 10, 20))).isCloseTo(30, within(1e-9));
    }

    @Test
    void aVehicleThatStillDroveIsCountedAtTheHorizon() throws IOException {
        assertThat(loss(row("driving", 1_500, 0, 500))).isCloseTo(40, within(1e-9));
    }

    @Test
    void aVehicleThatCouldNotDepartBeforeTheHorizonWaitedUntilThen() throws IOException {
        assertThat(loss(row("late", 2_300, 800, 5))).isCloseTo(700, within(1e-9));
        assertThat(loss(row("never", -1, 1_000, 0))).isCloseTo(700, within(1e-9));
    }

    @Test
    void theAmbulanceAndVehiclesOfOtherTimesDoNotCount() throws IOException {
        assertThat(loss(
                        row("ambulance", 1_000, 0, 900),
                        row("early", 690, 0, 900),
                        row("after", 1_600, 0, 900),
                        row("arrived", 1_010, 10, 20)))
                .isCloseTo(30, within(1e-9));
    }
}
