package io.citybrain.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.citybrain.sim.FakeStreet.Said;
import io.citybrain.wire.ClockJson;
import io.citybrain.wire.ClockTick;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreetRunnerTest {
    private static final long START = SimulatedCityTest.START;
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    /** 600 simulated seconds in 0.6 s. */
    private static SimSettings quick() {
        return SimSettings.of(7, START).withSensors(20, 12, 6).withSpeed(1_000).withDuration(0.6);
    }

    private static ClockTick tick(Said said) {
        return ClockJson.read(said.payload().getBytes(StandardCharsets.UTF_8)).value();
    }

    @Test
    void theRegistryIsThereBeforeAnyReadingAndNothingIsSaidBeforeTheStart() throws InterruptedException {
        FakeStreet street = new FakeStreet();
        try (StreetRunner runner = StreetRunner.open(quick(), street, null)) {
            assertThat(runner.awaitReady(SOON)).isTrue();
            assertThat(runner.isPaused()).isTrue();
            assertThat(street.all()).hasSize(38).allMatch(Said::retained);
            runner.start();
            assertThat(runner.awaitEnd(SOON)).isTrue();
        }
        assertThat(street.closed).isTrue();
        assertThat(street.telemetry()).isNotEmpty().noneMatch(Said::retained);
    }

    @Test
    void aRunSaysExactlyWhatTheCitySays() throws InterruptedException {
        FakeStreet street = new FakeStreet();
        StreetCounts counts;
        try (StreetRunner runner = StreetRunner.open(quick(), street, null)) {
            runner.start();
            assertThat(runner.awaitEnd(SOON)).isTrue();
            counts = runner.counts();
            assertThat(runner.faults()).isEqualTo(new SimulatedCity(quick()).faults(START + 600_001));
        }
        List<Event> expected = new SimulatedCity(quick()).advance(START + 600_000);
        assertThat(payloads(street.telemetry()))
                .isEqualTo(expected.stream()
                        .map(e -> new String(e.payload(), StandardCharsets.ISO_8859_1))
                        .toList());
        assertThat(counts.sent()).isEqualTo(expected.size());
        assertThat(counts.malformedSent())
                .isEqualTo(expected.stream().filter(Event::malformed).count())
                .isPositive();
        assertThat(counts.sentByKind()).containsOnlyKeys("manhole", "water-level", "traffic-signal");
        assertThat(counts.registryEntries()).isEqualTo(38);
    }

    @Test
    void theClockTicksEverySimulatedSecondAfterTheReadingsOfThatSecondAndSaysTheEnd() throws InterruptedException {
        FakeStreet street = new FakeStreet();
        try (StreetRunner runner = StreetRunner.open(quick().withFaults(List.of()), street, null)) {
            runner.start();
            assertThat(runner.awaitEnd(SOON)).isTrue();
        }
        List<Said> ticks = street.ticks();
        assertThat(ticks).hasSize(601);
        for (int i = 0; i < 600; i++) {
            assertThat(tick(ticks.get(i))).isEqualTo(new ClockTick(START + 1_000L * (i + 1), 1_000, false));
        }
        assertThat(tick(ticks.get(600))).isEqualTo(new ClockTick(START + 600_000, 1_000, true));
    }

    @Test
    void whileTheBrokerIsAwaySimulatedTimeStandsStillAndNothingIsLost() throws InterruptedException {
        FakeStreet street = new FakeStreet(500);
        try (StreetRunner runner = StreetRunner.open(quick(), street, null)) {
            runner.start();
            await().atMost(SOON).until(() -> street.all().size() == 500);
            long stood = runner.nowMillis();
            await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> runner.nowMillis() == stood);
            street.allow(1_000_000);
            assertThat(runner.awaitEnd(SOON)).isTrue();
        }
        assertThat(street.telemetry()).hasSameSizeAs(new SimulatedCity(quick()).advance(START + 600_000));
    }

    @Test
    void aRunThatWasStoppedGoesOnWhereItWas() throws InterruptedException {
        Path state = folder.resolve("street.json");
        SimSettings settings = quick().withDuration(1);
        FakeStreet first = new FakeStreet();
        try (StreetRunner runner = StreetRunner.open(settings, first, state)) {
            runner.start();
            await().atMost(SOON).until(() -> first.telemetry().size() > 100);
        }
        FakeStreet second = new FakeStreet();
        SimSettings later = settings.withStart(START + 999_999); // a restart does not know the first start
        try (StreetRunner runner = StreetRunner.open(later, second, state)) {
            assertThat(runner.settings().startMillis()).isEqualTo(START);
            runner.start();
            assertThat(runner.awaitEnd(SOON)).isTrue();
        }
        List<String> whole = new SimulatedCity(settings)
                .advance(START + 1_000_000).stream()
                        .map(e -> new String(e.payload(), StandardCharsets.ISO_8859_1))
                        .toList();
        List<String> before = payloads(first.telemetry());
        List<String> after = payloads(second.telemetry());
        assertThat(before).isEqualTo(whole.subList(0, before.size()));
        assertThat(after).isEqualTo(whole.subList(whole.size() - after.size(), whole.size()));
        assertThat(before.size() + after.size()).isGreaterThanOrEqualTo(whole.size());
    }

    private static List<String> payloads(List<Said> said) {
        return said.stream().map(Said::payload).toList();
    }

    @Test
    void aStateFileOfAnotherSeedOrOtherSettingsIsRefusedInWords() throws IOException {
        Path state = folder.resolve("street.json");
        StreetPosition.of(quick(), START + 5_000).write(state);
        SimSettings otherSeed = SimSettings.of(8, START);
        assertThatThrownBy(() -> StreetRunner.open(otherSeed, new FakeStreet(), state))
                .hasMessageContaining("is of seed 7, this run has seed 8");
        assertThatThrownBy(() -> StreetRunner.open(quick().withSensors(1, 1, 1), new FakeStreet(), state))
                .hasMessageContaining("covers=20")
                .hasMessageContaining("covers=1 ");
        Files.writeString(state, "{\"seed\":");
        assertThatThrownBy(() -> StreetRunner.open(quick(), new FakeStreet(), state))
                .hasMessageContaining("is not a street's position");
    }

    @Test
    void aFailureIsToldToTheOwner() throws InterruptedException {
        Street refusing = new Street() {
            @Override
            public void publish(String topic, byte[] payload, boolean retained) {
                throw new IllegalStateException("the broker refused " + topic);
            }

            @Override
            public boolean flush(Duration timeout) {
                return true;
            }

            @Override
            public void close() {}
        };
        try (StreetRunner runner = StreetRunner.open(quick(), refusing, null)) {
            assertThatThrownBy(() -> runner.awaitReady(SOON))
                    .hasMessageContaining("the broker refused city/v1/registry");
        }
    }
}
