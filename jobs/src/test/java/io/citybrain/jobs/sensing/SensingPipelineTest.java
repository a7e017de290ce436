package io.citybrain.jobs.sensing;

import static io.citybrain.jobs.sensing.Script.millis;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.Rejection;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole pipeline between a script and lists. */
@Timeout(60)
final class SensingPipelineTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    private static Reading cover(String sensor, long seconds) {
        return Reading.of(sensor, Kind.MANHOLE, millis(seconds));
    }

    private static String story(Alert alert) {
        return alert.sensor() + " " + alert.rule() + " " + alert.state().word() + "@"
                + (alert.changedAtMillis() - Script.START_MILLIS) / 1000;
    }

    @Test
    void everythingThatComesInGoesOutWhereItBelongs() throws Exception {
        Script script = Script.begin()
                .register(Samples.entry("C-1", Kind.MANHOLE, 0, null))
                .register(Samples.entry("C-2", Kind.MANHOLE, 60, null))
                .reading(cover("C-1", 10).with(Quantity.OPEN, true))
                .reading(cover("C-2", 10).with(Quantity.TILT_DEGREES, 30))
                .tick(20)
                .reading(cover("C-1", 30).with(Quantity.OPEN, false))
                .text("city/v1/telemetry/manhole/C-1", "not JSON")
                .reading(cover("C-9", 30).with(Quantity.OPEN, true))
                .tick(100);

        ScriptedCity city = ScriptedCity.run(script.inOrder(), 1);

        assertThat(city.alerts())
                .extracting(SensingPipelineTest::story)
                .containsExactly(
                        "C-1 cover-opened active@10",
                        "C-2 cover-tilted active@13",
                        "C-1 cover-opened cleared@30",
                        "C-2 silent active@70");
        assertThat(city.readings()).hasSize(4);
        assertThat(city.refused()).extracting(Rejection::topic).containsExactly("city/v1/telemetry/manhole/C-1");
        assertThat(city.events()).filteredOn(e -> e.alert() != null).hasSize(4);
        assertThat(city.events()).filteredOn(e -> e.rejection() != null).hasSize(1);
    }

    /** 40 covers for 200 s, a tick every 10 s: shaken, opened, and silent for a while. */
    private static Script busyStreet(long seed) {
        Random random = new Random(seed);
        Script script = Script.begin();
        for (int i = 0; i < 40; i++) {
            script.register(Samples.entry("C-" + i, Kind.MANHOLE, 20, null));
        }
        script.tick(1);
        for (int second = 2; second <= 200; second++) {
            for (int i = 0; i < 40; i++) {
                int dice = random.nextInt(60);
                if (dice == 0) {
                    script.reading(cover("C-" + i, second).with(Quantity.OPEN, true));
                } else if (dice == 1) {
                    script.reading(cover("C-" + i, second).with(Quantity.OPEN, false));
                } else if (dice < 4) {
                    script.reading(cover("C-" + i, second).with(Quantity.TILT_DEGREES, dice == 2 ? 30 : 0));
                }
            }
            if (second % 10 == 0) {
                script.tick(second);
            }
        }
        return script.tick(300);
    }

    private static List<String> facts(ScriptedCity city) {
        return city.alerts().stream()
                .map(a -> story(a) + " " + a.alertId() + " revision " + a.revision())
                .toList();
    }

    @Test
    void theSameInputGivesTheSameAlertsWhateverTheParallelismAndTheInterleaving() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.err.println("seed=" + seed);
        Script street = busyStreet(seed);
        List<String> expected = facts(ScriptedCity.run(street.inOrder(), 1));
        for (String rule : List.of("silent active", "silent cleared", "cover-opened cleared", "cover-tilted active")) {
            assertThat(expected).filteredOn(fact -> fact.contains(rule)).hasSizeGreaterThan(10);
        }

        for (int parallelism : List.of(1, 4)) {
            for (int run = 1; run <= 3; run++) {
                assertThat(facts(ScriptedCity.run(street.interleaved(seed + run), parallelism)))
                        .as("parallelism %d, interleaving %d of seed %d", parallelism, run, seed)
                        .containsExactlyElementsOf(expected);
            }
        }
    }

    /** At parallelism 1 all of it is one thread and nothing is dealt out; the state is by sensor all the same. */
    @ParameterizedTest
    @CsvSource({"1, 2", "2, 1"})
    void aSavepointGoesOnAtAnotherParallelism(int before, int after, @TempDir Path savepoints) throws Exception {
        Script script = Script.begin();
        for (int i = 0; i < 20; i++) {
            script.register(Samples.entry("C-" + i, Kind.MANHOLE, 60, null));
            script.reading(cover("C-" + i, 10).with(Quantity.OPEN, true));
        }
        script.tick(11);
        for (int i = 0; i < 20; i++) {
            script.reading(cover("C-" + i, 12).with(Quantity.TILT_DEGREES, 30));
        }
        int half = script.inOrder().size();
        script.feed(FeedState.LOST).feed(FeedState.CAUGHT_UP).tick(20);
        for (int i = 0; i < 20; i++) {
            script.reading(cover("C-" + i, 30).with(Quantity.OPEN, false));
        }
        script.tick(200);

        ScriptedCity first = ScriptedCity.stopAfter(half, script.inOrder(), before, savepoints);
        ScriptedCity second = ScriptedCity.goOn(first.savepoint(), script.inOrder(), after);

        assertThat(first.alerts()).hasSize(20).extracting(Alert::rule).containsOnly("cover-opened");
        assertThat(second.alerts().stream().filter(a -> a.sensor().equals("C-7")))
                .extracting(SensingPipelineTest::story)
                .containsExactly("C-7 cover-tilted active@15", "C-7 cover-opened cleared@30", "C-7 silent active@90");
        assertThat(second.alerts()).hasSize(60);
        assertThat(second.alerts().stream().filter(a -> a.rule().equals("cover-opened")))
                .extracting(Alert::alertId)
                .containsExactlyInAnyOrderElementsOf(
                        first.alerts().stream().map(Alert::alertId).toList());
    }

    @Test
    void theAlertsOfOneSensorAreNeverPublishedOutOfOrder() throws Exception {
        List<Alert> published = ScriptedCity.run(busyStreet(7).inOrder(), 4).published();

        for (Alert alert : published) {
            assertThat(published.stream()
                            .filter(other -> other.sensor().equals(alert.sensor())
                                    && other.rule().equals(alert.rule()))
                            .map(Alert::changedAtMillis)
                            .toList())
                    .isSorted();
        }
    }
}
