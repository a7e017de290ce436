package io.citybrain.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.RegistryJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SimulatedCityTest {
    static final long START = 1_800_000_000_000L;
    private static final List<FaultRequest> NONE = List.of();

    private static SimSettings settings(long seed) {
        return SimSettings.of(seed, START);
    }

    private static List<String> lines(List<Event> events) {
        return events.stream()
                .map(e -> e.atMillis() + " " + e.topic() + " " + new String(e.payload(), StandardCharsets.ISO_8859_1))
                .toList();
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        List<String> once = lines(new SimulatedCity(settings(7)).advance(START + 300_000));
        List<String> again = lines(new SimulatedCity(settings(7)).advance(START + 300_000));
        assertThat(once).hasSizeGreaterThan(5_000).isEqualTo(again);
    }

    @Test
    void anotherSeedGivesOtherBytes() {
        assertThat(lines(new SimulatedCity(settings(7)).advance(START + 60_000)))
                .isNotEqualTo(lines(new SimulatedCity(settings(8)).advance(START + 60_000)));
    }

    @Test
    void stepsOfAnySizeGiveTheSameStream() {
        List<String> atOnce = lines(new SimulatedCity(settings(7)).advance(START + 120_000));
        SimulatedCity city = new SimulatedCity(settings(7));
        List<String> inSteps = new ArrayList<>();
        for (long now = START; now <= START + 120_000; now += 700) {
            inSteps.addAll(lines(city.advance(now)));
        }
        inSteps.addAll(lines(city.advance(START + 120_000)));
        assertThat(inSteps).isEqualTo(atOnce);
    }

    @Test
    void aCityThatGoesOnInTheMiddleOfAnyWindowGivesTheRestOfTheStream() {
        for (long middle : new long[] {0, 1, 59_999, 600_000, 1_199_999, 1_200_000, 3_000_000}) {
            SimulatedCity whole = new SimulatedCity(settings(7));
            whole.advance(START + middle);
            SimulatedCity resumed = new SimulatedCity(settings(7), START + middle);
            assertThat(lines(resumed.advance(START + middle + 200_000)))
                    .as("resumed at %d", middle)
                    .isEqualTo(lines(whole.advance(START + middle + 200_000)));
        }
    }

    @Test
    void messagesComeInTheOrderOfTime() {
        List<Event> events = new SimulatedCity(settings(7)).advance(START + 1_300_000);
        assertThat(events).isSortedAccordingTo((a, b) -> Long.compare(a.atMillis(), b.atMillis()));
    }

    @Test
    void aHealthyCityRaisesNothingInTwoHours() {
        for (long seed = 1; seed <= 3; seed++) {
            SimulatedCity city =
                    new SimulatedCity(settings(seed).withSensors(300, 60, 40).withFaults(NONE));
            RuleOracle oracle = RuleOracle.watch(city, START + 7_200_000);
            assertThat(oracle.raised()).as("seed %d", seed).isEmpty();
            assertThat(oracle.refused()).isZero();
            assertThat(oracle.ignored()).isZero();
            assertThat(oracle.readings()).isGreaterThan(80_000);
        }
    }

    @Test
    void theDistrictHasItsSensorsOnceAndTheirEntriesCanBeWritten() {
        List<SensorEntry> registry = new SimulatedCity(settings(7)).registry();
        assertThat(registry).hasSize(2_100);
        assertThat(new HashSet<>(registry.stream().map(SensorEntry::sensor).toList()))
                .hasSize(2_100)
                .contains("MH-00001", "MH-02000", "WL-001", "WL-060", "TS-001", "TS-040");
        for (SensorEntry entry : registry) {
            assertThat(entry.place().longitude()).isBetween(120.1, 120.2);
            assertThat(entry.place().latitude()).isBetween(30.2, 30.4);
            Decoded<SensorEntry> read = RegistryJson.read(entry.sensor(), RegistryJson.write(entry));
            assertThat(read.reason()).isNull();
            assertThat(read.value()).isEqualTo(entry);
        }
    }

    @Test
    void theWantedRateIsReached() {
        SimulatedCity city = new SimulatedCity(settings(7).withRate(5_000).withFaults(NONE)); // 250 a simulated second
        assertThat(city.advance(START + 600_000).size() / 600.0).isBetween(240.0, 260.0);
    }

    @Test
    void aRateBelowTheStreetsOwnLengthensHeartbeatsSoThatNothingIsSilent() {
        SimulatedCity city = new SimulatedCity(settings(7).withRate(300).withFaults(NONE));
        RuleOracle oracle = RuleOracle.watch(city, START + 3_600_000);
        assertThat(oracle.raised()).isEmpty();
        assertThat(city.registry().get(0).heartbeatSeconds()).isGreaterThan(90);
    }

    @Test
    void aSignalSpeaksAtLeastEveryFiveSeconds() {
        SimulatedCity city = new SimulatedCity(settings(7).withSensors(0, 0, 1).withFaults(NONE));
        List<Event> events = city.advance(START + 600_000);
        for (int i = 1; i < events.size(); i++) {
            assertThat(events.get(i).kind()).isEqualTo(Kind.TRAFFIC_SIGNAL);
            assertThat(events.get(i).atMillis() - events.get(i - 1).atMillis()).isBetween(1L, 5_000L);
        }
    }

    @Test
    void anEmptyDistrictIsQuiet() {
        SimulatedCity city = new SimulatedCity(settings(7).withSensors(0, 0, 0));
        assertThat(city.advance(START + 3_600_000)).isEmpty();
        assertThat(city.faults(START + 3_600_000)).isEmpty();
    }

    @Test
    void settingsOutOfRangeAreNamedAllAtOnce() {
        assertThatThrownBy(() -> new SimSettings(1, START, 0, -1, 2_000, 60, 40, 0, null))
                .hasMessageContaining("speed is 0.0")
                .hasMessageContaining("durationSeconds is -1.0");
    }
}
