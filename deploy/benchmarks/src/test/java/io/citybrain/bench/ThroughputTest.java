package io.citybrain.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.citybrain.bench.SteadyLoad.Hold;
import io.citybrain.bench.SteadyLoad.Opening;
import io.citybrain.mqtt.client.MqttConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark must not look better than the truth. */
class ThroughputTest {
    private static final double[] QUICK = {100, 100, 100, 100};

    @TempDir
    private Path folder;

    private static Hold hold(long sent, double seconds) {
        return new Hold(sent, seconds, 0, 0, List.of());
    }

    @Test
    void aRateIsKeptUpIfNeitherRulesNorStoreFallBehind() {
        assertThat(ThroughputRun.keptUp(hold(10_000, 10), 1_000, QUICK, 1_000)).isTrue();
        assertThat(ThroughputRun.keptUp(hold(9_000, 10), 1_000, QUICK, 0))
                .as("generator")
                .isFalse();
        assertThat(ThroughputRun.keptUp(hold(10_000, 10), 1_000, new double[] {100, 100, 100, 2_000}, 0))
                .as("rules")
                .isFalse();
        assertThat(ThroughputRun.keptUp(hold(10_000, 10), 1_000, QUICK, 2_000))
                .as("store")
                .isFalse();
    }

    @Test
    void aStandstillOfTheBrokerIsInTheDelaysOfAllThatWasDueMeanwhile() throws Exception {
        assumeMosquitto();
        try (Mosquitto broker = Mosquitto.start(folder);
                TcpProxy link = TcpProxy.to(broker.port());
                SteadyLoad load = new SteadyLoad(MqttConnection.of("tcp://127.0.0.1:" + link.port()))) {
            CompletableFuture<Void> standstill = CompletableFuture.runAsync(
                    () -> {
                        link.cut();
                        CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS).execute(link::mend);
                    },
                    CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));
            Hold hold = load.hold(10_000, Duration.ofSeconds(5));
            standstill.join();

            long[] due = hold.openings().stream().mapToLong(Opening::dueNanos).toArray();
            assertThat(due).hasSizeGreaterThan(10);
            long longestGap = IntStream.range(1, due.length)
                    .mapToLong(i -> due[i] - due[i - 1])
                    .max()
                    .orElseThrow();
            assertThat(Duration.ofNanos(longestGap)).isLessThan(Duration.ofMillis(100));
        }
    }

    @Test
    void aBareSubscriberThatLostItsConnectionIsNoLimitToCompareWith() throws Exception {
        assumeMosquitto();
        try (Mosquitto broker = Mosquitto.start(folder);
                BareSubscriber bare = new BareSubscriber(broker.port())) {
            assertThat(bare.received()).isZero();
            broker.stop();
            assertThatThrownBy(() -> countFor(bare, Duration.ofSeconds(30))).isInstanceOf(CannotMeasure.class);
        }
    }

    private static void countFor(BareSubscriber bare, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() < deadline) {
            assertThat(bare.received()).isZero();
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void assumeMosquitto() {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/mosquitto")), "Mosquitto is not installed");
    }
}
